import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Submissions, newKey, sameAnswers, withRepeats } from '../../../site/docs/assets/booking/submission.mjs'
import { TabMemory } from '../../../site/docs/assets/booking/tab-memory.mjs'
import { storage } from './storage.mjs'

const LOST = { ok: false, status: 0, code: 'network_failure', problem: {}, retryAfter: null }
const FOREIGN = { ok: false, status: 200, code: 'service_failure', problem: {}, retryAfter: null }
const TAKEN = { ok: false, status: 409, code: 'slot_taken', problem: { free_slots: [3] }, retryAfter: null }
const TOO_MANY = { ok: false, status: 429, code: 'too_many_requests', problem: {}, retryAfter: 60 }
const BOOKED = { ok: true, status: 201, data: { reference: 'K7M4-Q2XW' } }

const quiet = () => {}

/** A page with a service that gives these answers in turn, and remembers what it was asked. */
function aPage(answers, shelf = storage()) {
  const asked = []
  let keys = 0
  const book = async (sent, key) => {
    asked.push([key, sent.slot])
    return answers.shift()
  }
  const submissions = new Submissions(book, {
    memory: new TabMemory('natrak-sent', () => shelf),
    makeKey: () => `key-${(keys += 1)}`,
    wait: async () => {}
  })
  return { submissions, asked, shelf }
}

test('a booking is booked, and remembered until the couple has seen it', async () => {
  const { submissions } = aPage([BOOKED])

  const { verdict, answer, sent } = await submissions.send({ slot: 2 }, quiet)

  assert.deepEqual([verdict, answer, sent], ['booked', BOOKED, { slot: 2 }])
  assert.equal(submissions.isUnresolved, true)
  submissions.forget()
  assert.equal(submissions.isUnresolved, false)
})

test('a refusal settles it, and the next answers go with a key of their own', async () => {
  const { submissions, asked } = aPage([TAKEN, BOOKED])

  assert.equal((await submissions.send({ slot: 2 }, quiet)).verdict, 'refused')
  assert.equal(submissions.isUnresolved, false)
  await submissions.send({ slot: 3 }, quiet)

  assert.deepEqual(asked, [['key-1', 2], ['key-2', 3]])
})

test('lost answers leave it open: the same key and the same answers go again', async () => {
  const { submissions, asked } = aPage([LOST, FOREIGN, LOST, BOOKED])

  assert.equal((await submissions.send({ slot: 2 }, quiet)).verdict, 'unknown')
  assert.equal(submissions.isUnresolved, true)
  const { verdict, sent } = await submissions.repeat(quiet)

  assert.deepEqual([verdict, sent], ['booked', { slot: 2 }])
  assert.deepEqual(asked, [['key-1', 2], ['key-1', 2], ['key-1', 2], ['key-1', 2]])
})

test('a reload in the middle forgets nothing', async () => {
  const before = aPage([LOST, LOST, LOST])
  await before.submissions.send({ slot: 2 }, quiet)

  const after = aPage([TAKEN], before.shelf)

  assert.equal(after.submissions.isUnresolved, true)
  assert.equal((await after.submissions.repeat(quiet)).verdict, 'refused')
  assert.deepEqual(after.asked, [['key-1', 2]])
  assert.equal(aPage([], before.shelf).submissions.isUnresolved, false)
})

test('it is remembered before it is sent, for a page closed while it waits', () => {
  const { submissions, shelf } = aPage([new Promise(() => {})])

  submissions.send({ slot: 2 }, quiet)

  assert.equal(aPage([], shelf).submissions.isUnresolved, true)
})

test('too many requests refuses a first attempt, but says nothing of an earlier one', async () => {
  assert.equal((await aPage([TOO_MANY]).submissions.send({ slot: 2 }, quiet)).verdict, 'refused')

  const { submissions } = aPage([LOST, TOO_MANY, TOO_MANY])
  assert.equal((await submissions.send({ slot: 2 }, quiet)).verdict, 'unknown')
  assert.equal((await submissions.repeat(quiet)).verdict, 'unknown')
  assert.equal(submissions.isUnresolved, true)
})

test('the language of the page is no other answer, a time is', () => {
  assert.equal(sameAnswers({ slot: 1, language: 'th' }, { slot: 1, language: 'en' }), true)
  assert.equal(sameAnswers({ slot: 1, language: 'th' }, { slot: 2, language: 'th' }), false)
})

test('asking again stops with the first real answer', async () => {
  const answers = [LOST, BOOKED]
  const waits = []

  const answer = await withRepeats(async () => answers.shift(), {
    delays: [10, 20],
    wait: async (pause) => waits.push(pause)
  })

  assert.equal(answer.status, 201)
  assert.deepEqual(waits, [10])
})

test('asking again ends after the last delay with the last answer', async () => {
  let asked = 0
  const told = []

  const answer = await withRepeats(
    async () => {
      asked += 1
      return LOST
    },
    { delays: [1, 1], wait: async () => {}, onRepeat: (attempt, most) => told.push([attempt, most]) }
  )

  assert.equal(asked, 3)
  assert.equal(answer.code, 'network_failure')
  assert.deepEqual(told, [[2, 3], [3, 3]])
})

test('a busy service is left alone for as long as it asks, but never too long', async () => {
  const waits = []
  const answers = [3, 600, null].map((retryAfter) => ({ ok: false, status: 503, code: 'try_again', retryAfter }))

  await withRepeats(async () => answers.shift(), {
    delays: [1500, 4000],
    wait: async (pause) => waits.push(pause)
  })

  assert.deepEqual(waits, [3000, 10000])
})

test('a key has 32 letters the service accepts and is new each time', () => {
  const keys = new Set(Array.from({ length: 50 }, () => newKey()))

  assert.equal(keys.size, 50)
  for (const key of keys) assert.match(key, /^[A-Za-z0-9_-]{32}$/)
})
