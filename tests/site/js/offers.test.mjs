import assert from 'node:assert/strict'
import { test } from 'node:test'

import { dayInstead, nearest, withOnlyFree } from '../../../site/docs/assets/booking/offers.mjs'

const frees = (slots) => slots.map(({ slot, free }) => [slot, free])
const slots = (...free) => free.map((places, index) => ({ slot: index + 1, free: places }))
const open = (date, free) => ({ date, open: true, free })

test('what a refusal does not name as free is taken, though an older reading calls it free', () => {
  assert.deepEqual(frees(withOnlyFree(slots(1, 1, 0), [1, 3])), [[1, 1], [2, 0], [3, 1]])
})

test('where several couples share a time the places left are kept', () => {
  assert.deepEqual(frees(withOnlyFree(slots(7), [1])), [[1, 7]])
})

test('the nearest free times are offered, in the order of the day', () => {
  const offered = nearest(slots(1, 1, 0, 1, 1, 1, 1), 3, 4).map(({ slot }) => slot)

  assert.deepEqual(offered, [1, 2, 4, 5])
})

test('a time that was lost is not offered again, whatever is read', () => {
  assert.deepEqual(nearest(slots(1, 1, 1), 2, 4).map(({ slot }) => slot), [1, 3])
})

test('the next day is the first after the lost one with a place, or else the first before it', () => {
  const days = [open('2026-12-11', 3), open('2026-12-14', 5), { date: '2026-12-15', open: false }, open('2026-12-16', 0)]

  assert.equal(dayInstead([...days, open('2026-12-17', 1)], '2026-12-14').date, '2026-12-17')
  assert.equal(dayInstead(days, '2026-12-14').date, '2026-12-11')
  assert.equal(dayInstead([open('2026-12-14', 1)], '2026-12-14'), null)
})
