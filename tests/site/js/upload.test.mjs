import assert from 'node:assert/strict'
import test from 'node:test'

import { outcomeOf } from '../../../site/docs/assets/papers/upload.mjs'

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
