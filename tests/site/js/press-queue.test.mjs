import assert from 'node:assert/strict'
import { test } from 'node:test'

import { PressQueue } from '../../../site/docs/assets/desk/press-queue.mjs'
import { PressShelf } from '../../../site/docs/assets/desk/press-shelf.mjs'
import { localStorageLike } from './shelf-storage.mjs'

const noted = { ok: true, status: 200, data: {} }
const noAnswer = { ok: false, status: 0, code: 'network_failure', problem: {} }
const refused = (code, status = 409) => ({ ok: false, status, code, problem: {} })

/** A queue whose service answers from a list; `sent` is what it saw. */
function queueWith(answers, storage = localStorageLike()) {
  const sent = []
  const settled = []
  const queue = new PressQueue(
    async (press) => {
      sent.push(press)
      return answers.length > 1 ? answers.shift() : answers[0]
    },
    {
      shelf: new PressShelf(() => storage),
      onSettled: (press, answer, dropped) => settled.push([press.deed, answer.code || 'noted', dropped.length])
    }
  )
  return { queue, sent, settled, storage, answers }
}

const deeds = (presses) => presses.map(({ reference, deed }) => `${reference} ${deed}`)

test('presses are sent one by one in the order they were made', async () => {
  const { queue, sent } = queueWith([noted])

  await Promise.all(['arrive', 'start', 'finish'].map((deed) => queue.add({ reference: 'A', deed })))

  assert.deepEqual(deeds(sent), ['A arrive', 'A start', 'A finish'])
  assert.deepEqual(queue.waiting, [])
})

test('without an answer everything waits, and nothing overtakes', async () => {
  const { queue, sent, answers } = queueWith([noAnswer])
  await queue.add({ reference: 'A', deed: 'arrive' })
  await queue.add({ reference: 'B', deed: 'arrive' })
  assert.deepEqual(new Set(deeds(sent)), new Set(['A arrive']))

  answers[0] = noted
  sent.length = 0
  await queue.drain()

  assert.deepEqual(deeds(sent), ['A arrive', 'B arrive'])
})

test('what is sent again has the key it had', async () => {
  const { queue, sent } = queueWith([noAnswer, noted])
  await queue.add({ reference: 'A', deed: 'arrive' })
  await queue.drain()

  assert.equal(sent.length, 2)
  assert.equal(sent[0].key, sent[1].key)
  assert.match(sent[0].key, /^[A-Za-z0-9_-]{32}$/)
})

test('two presses never share a key', async () => {
  const { queue, sent } = queueWith([noted])
  await queue.add({ reference: 'A', deed: 'arrive' })
  await queue.add({ reference: 'A', deed: 'arrive' })

  assert.notEqual(sent[0].key, sent[1].key)
})

test('a page that is opened again sends what waited', async () => {
  const { queue, storage, sent: before } = queueWith([noAnswer])
  await queue.add({ reference: 'A', deed: 'arrive', at: '08:05' })
  const again = queueWith([noted], storage)

  await again.queue.drain()

  assert.deepEqual(again.sent, [before[0]])
  assert.equal(storage.length, 0)
})

test('two tabs keep each other’s presses', async () => {
  const storage = localStorageLike()
  const one = queueWith([noAnswer], storage)
  const other = queueWith([noAnswer], storage)
  await one.queue.add({ reference: 'A', deed: 'arrive' })
  await other.queue.add({ reference: 'B', deed: 'arrive' })

  assert.equal(one.queue.waiting.length, 2)
  assert.equal(other.queue.waiting.length, 2)
})

test('after a refusal the later presses for that couple go, and those for others stay', async () => {
  const { queue, sent, settled, answers } = queueWith([noAnswer])
  for (const [reference, deed] of [['A', 'start'], ['B', 'arrive'], ['A', 'finish']]) await queue.add({ reference, deed })
  answers.splice(0, 1, refused('already_started'), noted)
  sent.length = 0

  await queue.drain()

  assert.deepEqual(deeds(sent), ['A start', 'B arrive'])
  assert.deepEqual(settled, [['start', 'already_started', 1], ['arrive', 'noted', 0]])
})

test('a refused press takes no ticks along, and a refused tick no presses', async () => {
  const { queue, sent, settled, answers } = queueWith([noAnswer])
  for (const deed of ['start', 'papers', 'papers', 'finish']) await queue.add({ reference: 'A', deed })
  answers.splice(0, 1, refused('already_started'), refused('validation_failed', 422), noted)
  sent.length = 0

  await queue.drain()

  assert.deepEqual(deeds(sent), ['A start', 'A papers', 'A papers'])
  assert.deepEqual(settled.map(([, , dropped]) => dropped), [1, 0, 0])
})

test('that a colleague noted the arrival does not stop the start', async () => {
  const { queue, settled, answers } = queueWith([noAnswer])
  for (const deed of ['arrive', 'start']) await queue.add({ reference: 'A', deed })
  answers.splice(0, 1, refused('already_arrived'), noted)

  await queue.drain()

  assert.deepEqual(settled, [['arrive', 'already_arrived', 0], ['start', 'noted', 0]])
})

for (const answer of [refused('link_expired', 401), refused('link_revoked', 403), refused('too_many_requests', 429), refused('try_again', 503)]) {
  test(`${answer.code} keeps a press for later`, async () => {
    const { queue, settled } = queueWith([answer])
    await queue.add({ reference: 'A', deed: 'arrive' })

    assert.equal(queue.waiting.length, 1)
    assert.deepEqual(settled, [])
  })
}

test('a press of a day that the link does not cover waits for one that does, and holds nobody up', async () => {
  const { queue, sent } = queueWith([refused('link_invalid', 403), noted])
  await queue.add({ reference: 'YESTERDAY', deed: 'arrive' })
  await queue.add({ reference: 'A', deed: 'arrive' })

  assert.deepEqual(deeds(sent), ['YESTERDAY arrive', 'A arrive'])
  assert.deepEqual(deeds(queue.waiting), ['YESTERDAY arrive'])
})

test('where a browser stores nothing, presses wait as long as the page', async () => {
  const refusing = () => {
    throw new Error('denied')
  }
  const queue = new PressQueue(async () => noAnswer, { shelf: new PressShelf(refusing) })
  await queue.add({ reference: 'A', deed: 'arrive' })

  assert.deepEqual(deeds(queue.waiting), ['A arrive'])
})

test('what somebody else left in the storage is no press', () => {
  const storage = localStorageLike()
  storage.setItem('other', '1')
  storage.setItem('natrak-press.1', 'not JSON')

  assert.deepEqual(new PressShelf(() => storage).all(), [])
})
