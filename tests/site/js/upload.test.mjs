import assert from 'node:assert/strict'
import test from 'node:test'

import { outcomeOf, send } from '../../../site/docs/assets/papers/upload.mjs'

const said = (code, message = '') => `<Error><Code>${code}</Code><Message>${message}</Message></Error>`

test('each refusal of the bucket has its own sentence', () => {
  assert.equal(outcomeOf(204, ''), 'sent')
  assert.equal(outcomeOf(400, said('EntityTooLarge')), 'too_large')
  assert.equal(outcomeOf(400, said('EntityTooSmall')), 'empty')
  assert.equal(outcomeOf(403, said('AccessDenied', 'Invalid according to Policy: Policy expired.')), 'expired')
  assert.equal(outcomeOf(403, said('AccessDenied', 'Invalid according to Policy: Policy Condition failed')), 'refused')
})

test('what the bucket could not do is no refusal: the same form is tried again', () => {
  assert.equal(outcomeOf(503, said('SlowDown')), 'interrupted')
  assert.equal(outcomeOf(0, ''), 'interrupted')
})

const A_MINUTE = 60000

/** A request that the test moves on by hand; like a browser's, it keeps the limit it was given. */
class SlowLine {
  constructor() {
    this.upload = {}
    this.status = 0
    this.responseText = ''
    SlowLine.last = this
  }

  open() {}

  send() {
    if (this.timeout) this.limit = setTimeout(() => this.ontimeout(), this.timeout)
  }

  abort() {
    this.onabort()
  }

  moves(loaded) {
    this.upload.onprogress({ loaded, total: 10 })
  }

  answers(status) {
    clearTimeout(this.limit)
    this.status = status
    this.onload()
  }
}

function sending(t) {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  globalThis.XMLHttpRequest = SlowLine
  globalThis.window = { location: { href: 'https://natrak.test/documents/' } }
  t.after(() => {
    delete globalThis.XMLHttpRequest
    delete globalThis.window
  })
  const shares = []
  const outcome = send({ url: '/papers-bucket/', fields: { key: 'uploads/1' } }, new Blob(['x']), (share) => shares.push(share))
  return { outcome, shares, line: SlowLine.last }
}

test('a file on a slow line may take as long as it moves', async (t) => {
  const { outcome, shares, line } = sending(t)

  for (let loaded = 1; loaded <= 9; loaded += 1) {
    t.mock.timers.tick(A_MINUTE - 1)
    line.moves(loaded)
  }
  line.answers(204)

  assert.equal(await outcome, 'sent')
  assert.equal(shares.length, 9)
})

test('a line on which nothing moves for a minute is interrupted', async (t) => {
  const { outcome, line } = sending(t)

  line.moves(1)
  t.mock.timers.tick(A_MINUTE)

  assert.equal(await outcome, 'interrupted')
})

test('a sending that ended is not interrupted afterwards', async (t) => {
  const { outcome, line } = sending(t)
  let aborted = false
  line.onabort = () => (aborted = true)

  line.answers(503)
  t.mock.timers.tick(2 * A_MINUTE)

  assert.equal(await outcome, 'interrupted')
  assert.equal(aborted, false)
})
