import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Strings } from '../../../site/docs/assets/booking/strings.mjs'

const strings = new Strings(
  { greeting: 'Hello {name}, {name}', place_one: '{count} place', place_other: '{count} places' },
  'en'
)

test('every place of a sentence is filled', () => {
  assert.equal(strings.text('greeting', { name: 'Mali' }), 'Hello Mali, Mali')
})

test('a name with signs of its own stays as it is', () => {
  assert.equal(strings.text('greeting', { name: '$& {count}' }), 'Hello $& {count}, $& {count}')
})

test('a missing sentence is an error, not a hole', () => {
  assert.throws(() => strings.text('nowhere'), /nowhere/)
})

test('the form of a counted sentence suits the number', () => {
  assert.equal(strings.counted('place', 1), '1 place')
  assert.equal(strings.counted('place', 12), '12 places')
})

test('of a text in both languages the page shows its own', () => {
  assert.equal(strings.of({ th: 'ก', en: 'a' }), 'a')
  assert.equal(strings.of(undefined), '')
})
