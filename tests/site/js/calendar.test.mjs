import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  dayAfterKey,
  landing,
  monthsOf,
  nextFreeDays,
  stateOf
} from '../../../site/docs/assets/booking/calendar.mjs'
import { addDays } from '../../../site/docs/assets/booking/dates.mjs'

const open = (date, free = 15) => ({ date, open: true, free, capacity: 15 })
const closed = (date, code = 'weekend') => ({ date, open: false, reason: { code, th: 'ปิด', en: 'closed' } })
const run = (first, count) => Array.from({ length: count }, (_, step) => open(addDays(first, step)))

test('a day is free, full or closed', () => {
  assert.equal(stateOf(open('2026-12-14', 1)), 'free')
  assert.equal(stateOf(open('2026-12-14', 0)), 'full')
  assert.equal(stateOf(closed('2026-12-13')), 'closed')
})

test('the next free days pass over full and closed ones', () => {
  const days = [open('2026-12-11', 0), closed('2026-12-12'), closed('2026-12-13'), open('2026-12-14'), open('2026-12-15')]

  assert.deepEqual(nextFreeDays(days, 1).map(({ date }) => date), ['2026-12-14'])
})

test('every day stands once, under its weekday', () => {
  const days = run('2026-11-23', 60)

  const cells = monthsOf(days).flatMap(({ weeks }) => weeks.flatMap((week) => week.cells))

  assert.deepEqual(cells.filter(Boolean).map(({ date }) => date), days.map(({ date }) => date))
  cells.forEach((day, place) => {
    if (day) assert.equal(new Date(`${day.date}T00:00Z`).getUTCDay(), place % 7)
  })
})

test('weeks that hold no day are left out', () => {
  const [november] = monthsOf(run('2026-11-23', 10))

  assert.equal(november.key, '2026-11')
  assert.equal(november.weeks.length, 2)
  assert.equal(november.weeks[0].cells[0], null)
  assert.equal(november.weeks[0].cells[1].date, '2026-11-23')
})

test('a week across two months is in both, each with its own days', () => {
  const [december, january] = monthsOf(run('2026-12-28', 7))

  assert.deepEqual(december.weeks[0].cells.map((day) => day && day.date.slice(8)), [null, '28', '29', '30', '31', null, null])
  assert.deepEqual(january.weeks[0].cells.map((day) => day && day.date.slice(8)), [null, null, null, null, null, '01', '02'])
})

test('no days make no months', () => {
  assert.deepEqual(monthsOf([]), [])
})

test('arrow keys walk by day and by week', () => {
  assert.equal(dayAfterKey('2026-12-31', 'ArrowRight'), '2027-01-01')
  assert.equal(dayAfterKey('2026-12-14', 'ArrowLeft'), '2026-12-13')
  assert.equal(dayAfterKey('2026-12-14', 'ArrowDown'), '2026-12-21')
  assert.equal(dayAfterKey('2026-12-14', 'ArrowUp'), '2026-12-07')
})

test('Home and End lead to the ends of the week, other keys nowhere', () => {
  assert.equal(dayAfterKey('2026-12-16', 'Home'), '2026-12-13')
  assert.equal(dayAfterKey('2026-12-16', 'End'), '2026-12-19')
  assert.equal(dayAfterKey('2026-12-16', 'Tab'), null)
})

test('Page Up and Page Down lead to the same day of another month', () => {
  assert.equal(dayAfterKey('2026-12-14', 'PageDown'), '2027-01-14')
  assert.equal(dayAfterKey('2027-01-31', 'PageDown'), '2027-02-28')
  assert.equal(dayAfterKey('2027-01-31', 'PageUp'), '2026-12-31')
  assert.equal(dayAfterKey('2026-12-31', 'PageUp'), '2026-11-30')
})

test('a month beyond the days there are ends with the last of them', () => {
  const dates = run('2026-12-02', 59).map(({ date }) => date)

  assert.equal(landing(dates, '2026-12-14', 'PageDown'), '2027-01-14')
  assert.equal(landing(dates, '2027-01-14', 'PageDown'), '2027-01-29')
  assert.equal(landing(dates, '2026-12-14', 'PageUp'), '2026-12-02')
  assert.equal(landing(dates, '2026-12-14', 'ArrowRight'), '2026-12-15')
  assert.equal(landing(dates, '2026-12-14', 'Tab'), null)
})

test('a day with a gap before it is reached from the month before', () => {
  const dates = [...run('2026-12-02', 20).map(({ date }) => date), '2027-02-14']

  assert.equal(landing(dates, '2026-12-14', 'PageDown'), '2027-02-14')
  assert.equal(landing(dates, '2027-02-14', 'PageUp'), '2026-12-21')
})
