import assert from 'node:assert/strict'
import { test } from 'node:test'

import { IN_USE_MS, LEFT_ALONE_MS, Pace, USED_FOR_MS } from '../../../site/docs/assets/desk/pace.mjs'

/** A desk that is looked at every `IN_USE_MS` for a while; how often it asked. */
function asked(pace, time, span) {
  let times = 0
  for (const end = time.now + span; time.now < end; time.now += IN_USE_MS) times += Number(pace.isDue())
  return times
}

function desk({ hidden = false } = {}) {
  const time = { now: 0, hidden }
  return { time, pace: new Pace(() => time.now, () => time.hidden) }
}

test('a desk in use asks often enough for five seconds', () => {
  const { pace, time } = desk()

  assert.ok(IN_USE_MS <= 4000)
  assert.equal(asked(pace, time, 10 * IN_USE_MS), 10)
})

test('a desk that nobody touches asks about twice a minute', () => {
  const { pace, time } = desk()
  time.now = USED_FOR_MS

  const times = asked(pace, time, 20 * LEFT_ALONE_MS)

  assert.ok(times >= 17 && times <= 20, String(times))
})

test('touched again it asks at once, and often from then on', () => {
  const { pace, time } = desk()
  time.now = USED_FOR_MS

  assert.equal(pace.touch(), true)
  assert.equal(pace.touch(), false)
  assert.equal(asked(pace, time, 5 * IN_USE_MS), 5)
})

test('a desk behind another window asks seldom, however lately it was touched', () => {
  const { pace, time } = desk({ hidden: true })

  pace.touch()

  assert.ok(asked(pace, time, 10 * LEFT_ALONE_MS) <= 10)
})
