import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Strings } from '../../../site/docs/assets/booking/strings.mjs'
import { sentences } from './words.mjs'

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

test('the moment a day opens is told by the clock of the office', () => {
  const told = (language) => new Strings(sentences('script', language), language).moment('2027-01-15T02:00:00Z')

  assert.equal(told('th'), 'วันศุกร์ที่ 15 มกราคม พ.ศ. 2570 เวลา 09.00 น.')
  assert.equal(told('en'), 'Friday 15 January 2027 (B.E. 2570) at 09:00 Bangkok time')
})

test('a short wait is told in seconds, a long one by the clock, never too early', () => {
  const english = new Strings(sentences('script', 'en'), 'en')
  const now = new Date(2026, 11, 1, 9, 0, 30)

  assert.equal(english.wait(1, now), 'in about 1 second')
  assert.equal(english.wait(45, now), 'in about 45 seconds')
  assert.match(english.wait(3600, now), /^from 10:01 on Tuesday 1 December 2026/)
  assert.match(english.wait(16 * 3600, now), /^from 01:01 on Wednesday 2 December 2026/)
})
