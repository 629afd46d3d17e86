import assert from 'node:assert/strict'
import { test } from 'node:test'

import { stepOf } from '../../../site/docs/assets/booking/answers.mjs'
import { nationalitiesOf, whoAre } from '../../../site/docs/assets/booking/who.mjs'

test('who you are fills in the nationalities it tells, and takes away those it rules out', () => {
  assert.deepEqual(nationalitiesOf('thai', ['VN', '']), ['TH', 'TH'])
  assert.deepEqual(nationalitiesOf('foreign', ['TH', 'VN']), ['', 'VN'])
  assert.deepEqual(nationalitiesOf('mixed', ['', '']), ['TH', ''])
  assert.deepEqual(nationalitiesOf('mixed', ['TH', 'TH']), ['TH', ''])
  assert.deepEqual(nationalitiesOf('mixed', ['VN', '']), ['VN', 'TH'])
})

test('what already fits stays, on whichever side it is', () => {
  assert.deepEqual(nationalitiesOf('mixed', ['VN', 'TH']), ['VN', 'TH'])
  assert.deepEqual(nationalitiesOf('foreign', ['stateless', 'CO']), ['stateless', 'CO'])
})

test('two nationalities tell who you are', () => {
  assert.deepEqual([['TH', 'TH'], ['VN', 'TH'], ['VN', 'CO'], ['TH', '']].map(whoAre), ['thai', 'mixed', 'foreign', ''])
})

test('every field of the service has a step where it is asked', () => {
  const fields = ['date', 'slot', 'couple[0].name', 'couple[1].nationality', 'phone', 'email', 'documents[2]', 'body']

  assert.deepEqual(fields.map(stepOf), ['day', 'slot', 'couple', 'couple', 'contact', 'contact', 'check', 'check'])
})
