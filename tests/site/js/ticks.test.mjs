import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Ticks } from '../../../site/docs/assets/booking/ticks.mjs'
import { storage } from './storage.mjs'

test('what is ticked stays ticked, for that booking only', () => {
  const shelf = storage()
  const ticks = new Ticks('K7M4-Q2XW', () => shelf)
  ticks.set('R01-0', true)
  ticks.set('R03-both', true)
  ticks.set('R03-both', false)

  const again = new Ticks('K7M4-Q2XW', () => shelf)
  assert.deepEqual([again.has('R01-0'), again.has('R03-both')], [true, false])
  assert.equal(new Ticks('ABCD-2345', () => shelf).has('R01-0'), false)
})

test('without storage the boxes still work', () => {
  const ticks = new Ticks('K7M4-Q2XW', () => {
    throw new Error('denied')
  })

  ticks.set('R01-0', true)
  assert.equal(ticks.has('R01-0'), true)
})
