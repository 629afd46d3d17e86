import assert from 'node:assert/strict'
import { test } from 'node:test'

import { goneSlot, stillFree } from '../../../site/docs/assets/desk/enter.mjs'

const rows = [
  { slot: 1, end: '08:30', booking: null },
  { slot: 2, end: '09:00', booking: {} },
  { slot: 3, end: '09:30', booking: null },
  { slot: 3, end: '09:30', booking: null }
]
const slots = (day) => stillFree(day).map(({ slot }) => slot)

test('of today the places are free that nobody has and whose time is not over', () => {
  assert.deepEqual(slots({ date: '2026-12-14', now: '2026-12-14T08:30:00+07:00', rows }), [3, 3])
  assert.deepEqual(slots({ date: '2026-12-14', now: '2026-12-14T09:30:00+07:00', rows }), [])
})

test('of a day to come all free places are free', () => {
  assert.deepEqual(slots({ date: '2026-12-15', now: '2026-12-14T18:00:00+07:00', rows }), [1, 3, 3])
})

test('a wanted time that somebody has is named, and one that is free is not', () => {
  const free = rows.filter((row) => !row.booking)

  assert.equal(goneSlot(rows, free, '2'), rows[1])
  assert.equal(goneSlot(rows, free, 2), rows[1])
  assert.equal(goneSlot(rows, free, '3'), null)
  assert.equal(goneSlot(rows, free, null), null)
  assert.equal(goneSlot(rows, free, '99'), null)
})
