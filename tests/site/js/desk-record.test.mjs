import assert from 'node:assert/strict'
import { test } from 'node:test'

import { isLate, lifeOf, minutesBetween, nextDeeds, papersSeen, pressesFor } from '../../../site/docs/assets/desk/record.mjs'

const DAY = '2026-12-14'
const at = (time) => `${DAY}T${time}:00+07:00`
const clock = (time) => new Date(at(time))

function booking(...presses) {
  return {
    reference: 'A',
    date: DAY,
    start: '09:01',
    late_from: at('09:16'),
    service: { presses: presses.map(([deed, time, officer]) => ({ deed, at: at(time), officer })), registered_at: null, remark: null }
  }
}

test('a record is its presses, less those undone', () => {
  const life = lifeOf(booking(['arrive', '08:50'], ['start', '09:00', 'ส'], ['undo', '09:01']))

  assert.equal(life.state, 'arrived')
  assert.equal(life.startedAt, null)
  assert.equal(life.version, 3)
})

test('what waits to be sent is in sight already, and is known to wait', () => {
  const life = lifeOf(booking(['arrive', '08:50']), [{ deed: 'start', at: '09:02', officer: 'ส', key: 'k' }])

  assert.equal(life.state, 'started')
  assert.equal(life.startedAt, at('09:02'))
  assert.equal(life.officer, 'ส')
  assert.deepEqual([life.version, life.unsent], [2, 1])
})

test('a tick that waits is in sight and is no part of what happened to the couple', () => {
  const waiting = [
    { deed: 'papers', paper: 'R05', seen: true },
    { deed: 'papers', paper: 'R01', seen: false }
  ]
  const ticked = { ...booking(['arrive', '08:50']), papers_seen: ['R01', 'R02'] }

  assert.deepEqual([...papersSeen(ticked, waiting)].sort(), ['R02', 'R05'])
  assert.deepEqual(lifeOf(ticked, waiting), lifeOf(ticked))
})

test('whoever is called in at once came when the service started', () => {
  assert.equal(lifeOf(booking(['start', '09:00'])).arrivedAt, at('09:00'))
})

test('minutes are counted from minute to minute, as on the time sheet', () => {
  assert.equal(minutesBetween(`${DAY}T09:00:59+07:00`, `${DAY}T09:30:01+07:00`), 30)
})

test('late is who has not come when the office’s time is over', () => {
  assert.equal(isLate(booking(), lifeOf(booking()), clock('09:15')), false)
  assert.equal(isLate(booking(), lifeOf(booking()), clock('09:16')), true)
  const here = booking(['arrive', '09:20'])
  assert.equal(isLate(here, lifeOf(here), clock('09:30')), false)
})

test('only what fits the record can be pressed', () => {
  const deeds = (record, time = '09:05') => nextDeeds(record, lifeOf(record), clock(time), DAY)

  assert.deepEqual(deeds(booking(), '08:30'), ['arrive', 'start'])
  assert.deepEqual(deeds(booking()), ['arrive', 'start', 'no-show'])
  assert.deepEqual(deeds(booking(['arrive', '09:00'])), ['start'])
  assert.deepEqual(deeds(booking(['start', '09:00'])), ['finish'])
  assert.deepEqual(deeds(booking(['start', '09:00'], ['finish', '09:20'])), [])
  assert.deepEqual(deeds(booking(['no-show', '09:20'])), ['arrive'])
})

test('a day that is over needs written times, a day to come nothing', () => {
  const record = booking()
  assert.deepEqual(nextDeeds(record, lifeOf(record), new Date('2026-12-15T09:00:00+07:00'), '2026-12-15'), ['no-show'])
  assert.deepEqual(nextDeeds(record, lifeOf(record), new Date('2026-12-13T09:00:00+07:00'), '2026-12-13'), [])
})

const times = (arrive, start, finish) => ({ arrive, start, finish })

test('times of a paper list become presses in their order', () => {
  const presses = pressesFor(lifeOf(booking()), times('08:55', '09:02', '09:31'), { remark: 'ช้า' }, true)

  assert.deepEqual(presses, [
    { deed: 'arrive', at: '08:55' },
    { deed: 'start', at: '09:02' },
    { deed: 'finish', at: '09:31', remark: 'ช้า' }
  ])
})

test('a corrected time undoes what stands on it, and no more', () => {
  const life = lifeOf(booking(['arrive', '08:55'], ['start', '09:02'], ['finish', '09:31']))

  assert.deepEqual(pressesFor(life, times('08:55', '09:04', '09:31'), {}, false), [
    { deed: 'undo', version: 3 },
    { deed: 'undo', version: 4 },
    { deed: 'start', at: '09:04' },
    { deed: 'finish', at: '09:31' }
  ])
})

test('the time of the register alone is noted with the last press anew', () => {
  const life = lifeOf(booking(['start', '09:02'], ['finish', '09:31']))

  assert.deepEqual(pressesFor(life, times('', '09:02', '09:31'), { registered_at: '09:28' }, true), [
    { deed: 'undo', version: 2 },
    { deed: 'finish', at: '09:31', registered_at: '09:28' }
  ])
})

test('nothing changed is nothing pressed', () => {
  const life = lifeOf(booking(['start', '09:02']))
  assert.deepEqual(pressesFor(life, times('', '09:02', ''), {}, false), [])
})
