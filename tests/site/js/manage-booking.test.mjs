import assert from 'node:assert/strict'
import { test } from 'node:test'

import { readLink } from '../../../site/docs/assets/booking/manage-booking.mjs'

test('a private link holds token and reference', () => {
  assert.deepEqual(readLink('#token=abc.def-1_2&reference=K7M4-Q2XW'), {
    token: 'abc.def-1_2',
    reference: 'K7M4-Q2XW'
  })
})

test('a link that lost one of its halves opens nothing', () => {
  for (const fragment of ['', '#', '#token=abc', '#reference=K7M4-Q2XW', '#token=&reference=K7M4-Q2XW']) {
    assert.equal(readLink(fragment), null, fragment)
  }
})
