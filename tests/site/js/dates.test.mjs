import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  addDays,
  addMonths,
  clockTime,
  dayAndTime,
  dayInWords,
  isDay,
  weekdayNames,
  weekdayOf
} from '../../../site/docs/assets/booking/dates.mjs'
import { Strings } from '../../../site/docs/assets/booking/strings.mjs'
import { sentences } from './words.mjs'

const longDate = (day, language) =>
  new Strings(sentences('script', language), language).text('date_long', dayInWords(day, language))

test('a Thai date is written in words with the Buddhist year', () => {
  assert.equal(longDate('2026-12-14', 'th'), 'วันจันทร์ที่ 14 ธันวาคม พ.ศ. 2569')
})

test('an English date names both eras', () => {
  assert.equal(longDate('2026-12-14', 'en'), 'Monday 14 December 2026 (B.E. 2569)')
})

test('the year changes with the first of January in both eras', () => {
  assert.equal(longDate('2026-12-31', 'th'), 'วันพฤหัสบดีที่ 31 ธันวาคม พ.ศ. 2569')
  assert.equal(longDate('2027-01-01', 'th'), 'วันศุกร์ที่ 1 มกราคม พ.ศ. 2570')
})

test('a day stays the same day wherever the browser is', () => {
  const zone = process.env.TZ
  try {
    for (const elsewhere of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/Los_Angeles']) {
      process.env.TZ = elsewhere
      assert.equal(longDate('2026-12-14', 'en'), 'Monday 14 December 2026 (B.E. 2569)')
      assert.equal(weekdayOf('2026-12-14'), 1)
      assert.equal(addDays('2026-12-31', 1), '2027-01-01')
    }
  } finally {
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
  }
})

test('days are counted across months and leap years', () => {
  assert.equal(addDays('2028-02-28', 1), '2028-02-29')
  assert.equal(addDays('2027-03-01', -1), '2027-02-28')
})

test('a month later is the same day, or the last of a shorter month', () => {
  assert.equal(addMonths('2026-12-14', 1), '2027-01-14')
  assert.equal(addMonths('2028-01-31', 1), '2028-02-29')
  assert.equal(addMonths('2027-03-31', -1), '2027-02-28')
})

test('an instant is a day and a time on the clocks of the office', () => {
  assert.deepEqual(dayAndTime('2027-01-15T09:00:00+07:00', 'Asia/Bangkok'), { day: '2027-01-15', time: '09:00' })
  assert.deepEqual(dayAndTime('2027-01-14T17:00:00Z', 'Asia/Bangkok'), { day: '2027-01-15', time: '00:00' })
})

test('only days of the calendar are days', () => {
  assert.equal(isDay('2026-12-14'), true)
  for (const text of ['2026-02-30', '2026-13-01', '14-12-2026', '2026-12-14T00:00', '', '๒๕๖๙-๑๒-๑๔']) {
    assert.equal(isDay(text), false, text)
  }
})

test('a week starts on Sunday and has short names for the eye, long ones for the ear', () => {
  assert.deepEqual(weekdayNames('th')[0], { short: 'อา', long: 'วันอาทิตย์' })
  assert.deepEqual(weekdayNames('en')[6], { short: 'Sat', long: 'Saturday' })
})

test('times follow the custom of the language', () => {
  assert.equal(clockTime('07:55', 'th'), '07.55')
  assert.equal(clockTime('07:55', 'en'), '07:55')
})
