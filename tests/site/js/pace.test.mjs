import assert from 'node:assert/strict'
import { test } from 'node:test'

import { ANYWAY_MS, LEFT_ALONE_MS, LISTEN_MS, Pace, USED_FOR_MS } from '../../../site/docs/assets/desk/pace.mjs'

/** A desk that hears the same each `LISTEN_MS` for a while; how often it asked. */
function asked(pace, time, span, heard) {
  let times = 0
  for (const end = time.now + span; time.now < end; time.now += LISTEN_MS) times += Number(pace.isDue(heard))
  return times
}

function desk({ hidden = false } = {}) {
  const time = { now: 0, hidden }
  return { time, pace: new Pace(() => time.now, () => time.hidden) }
}

test('a desk that hears the pulse asks at its beat, once more after it, and about every two minutes', () => {
  for (const untouchedFor of [0, 10 * USED_FOR_MS]) {
    const { pace, time } = desk()
    time.now = untouchedFor
    asked(pace, time, ANYWAY_MS, 'quiet')

    assert.equal(pace.isDue('news'), true)
    assert.equal(pace.isDue('quiet'), true)
    const times = asked(pace, time, 20 * ANYWAY_MS, 'quiet')
    assert.ok(times >= 19 && times <= 20, String(times))
  }
})

test('without a pulse a desk in use asks often enough for five seconds', () => {
  const { pace, time } = desk()

  assert.ok(LISTEN_MS <= 3500)
  assert.equal(asked(pace, time, 10 * LISTEN_MS, 'silence'), 10)
})

test('without a pulse a desk that nobody touches asks about twice a minute', () => {
  const { pace, time } = desk()
  time.now = USED_FOR_MS

  const times = asked(pace, time, 20 * LEFT_ALONE_MS, 'silence')

  assert.ok(times >= 17 && times <= 20, String(times))
})

test('touched again it asks at once, and without a pulse often from then on', () => {
  const { pace, time } = desk()
  time.now = USED_FOR_MS

  assert.equal(pace.touch(), true)
  assert.equal(pace.touch(), false)
  assert.equal(asked(pace, time, 5 * LISTEN_MS, 'silence'), 5)
})

test('a desk behind another window asks seldom, however lately it was touched', () => {
  const { pace, time } = desk({ hidden: true })

  pace.touch()

  assert.ok(asked(pace, time, 10 * ANYWAY_MS, 'silence') <= 10)
})
