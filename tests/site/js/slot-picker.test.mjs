import assert from 'node:assert/strict'
import { test } from 'node:test'

import { withOnlyFree } from '../../../site/docs/assets/booking/slot-picker.mjs'

const frees = (slots) => slots.map(({ slot, free }) => [slot, free])

test('what a refusal does not name as free is taken, though an older reading calls it free', () => {
  const read = [{ slot: 1, free: 1 }, { slot: 2, free: 1 }, { slot: 3, free: 0 }]

  assert.deepEqual(frees(withOnlyFree(read, [1, 3])), [[1, 1], [2, 0], [3, 1]])
})

test('where several couples share a time the places left are kept', () => {
  assert.deepEqual(frees(withOnlyFree([{ slot: 1, free: 7 }], [1])), [[1, 7]])
})
