/** What the report says of a figure against its target. */

import assert from 'node:assert/strict'
import test from 'node:test'

import { judgement } from '../../../site/docs/assets/report/numbers.mjs'

test('one couple is too few for a verdict, however well it was served', () => {
  assert.equal(judgement(true, 1, 5), 'too_few')
  assert.equal(judgement(false, 4, 5), 'too_few')
})

test('from the smallest group on the target decides', () => {
  assert.equal(judgement(true, 5, 5), 'met')
  assert.equal(judgement(false, 5, 5), 'missed')
})

test('nothing is said of nobody, nor where no target is set', () => {
  assert.equal(judgement(true, 0, 5), null)
  assert.equal(judgement(null, 30, 5), null)
})

test('few couples are pointed out even where no target is set', () => {
  assert.equal(judgement(null, 4, 5), 'too_few')
})
