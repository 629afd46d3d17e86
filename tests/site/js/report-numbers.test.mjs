import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  axisEnd,
  decimal,
  grouped,
  monthLabel,
  percent,
  percentOf,
  presetSpan,
  wholeNumber
} from '../../../site/docs/assets/report/numbers.mjs'

test('a share is written as a percentage with one decimal, and none as a dash', () => {
  assert.equal(percentOf(0.8712, 'en'), '87.1%')
  assert.equal(percentOf(1, 'th'), '100.0%')
  assert.equal(percentOf(null, 'th'), '–')
  assert.equal(percent(null, 'en'), '–')
  assert.equal(decimal(4.346, 2, 'th'), '4.35')
})

test('numbers have 0–9 in both languages', () => {
  assert.equal(wholeNumber(3400, 'th'), '3,400')
  assert.equal(wholeNumber(32.5, 'en'), '32.5')
})

test('months are named in the era of the language', () => {
  assert.equal(monthLabel('2026-02', 'th'), 'ก.พ. 69')
  assert.equal(monthLabel('2026-02', 'en'), 'Feb 26')
})

test('values are grouped with both bounds included and the rest in an open group', () => {
  const seen = [10, 20, 21, 30, 31, 99].map((value) => ({ value, couples: 2 }))

  const groups = grouped(seen, [20, 30])

  assert.deepEqual(groups, [
    { from: null, to: 20, couples: 4, upTo: 4 },
    { from: 21, to: 30, couples: 4, upTo: 8 },
    { from: 31, to: null, couples: 4, upTo: 12 }
  ])
})

test('an axis ends at a round number that holds the longest bar', () => {
  assert.deepEqual([0, 5, 6, 11, 21, 51, 981].map(axisEnd), [5, 5, 10, 20, 50, 100, 1000])
})

test('named spans are whole months, and the government’s year begins in October', () => {
  assert.deepEqual(presetSpan('this_month', '2026-02-10'), { from: '2026-02-01', to: '2026-02-28' })
  assert.deepEqual(presetSpan('last_month', '2026-01-31'), { from: '2025-12-01', to: '2025-12-31' })
  assert.deepEqual(presetSpan('fiscal_year', '2026-09-30'), { from: '2025-10-01', to: '2026-09-30' })
  assert.deepEqual(presetSpan('fiscal_year', '2026-10-01'), { from: '2026-10-01', to: '2027-09-30' })
  assert.deepEqual(presetSpan('last_year', '2026-12-01'), { from: '2025-12-01', to: '2026-11-30' })
})
