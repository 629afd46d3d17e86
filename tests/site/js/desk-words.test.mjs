import assert from 'node:assert/strict'
import { test } from 'node:test'

import { slotsIn } from '../../../site/docs/assets/desk/days.mjs'
import { matcher, referenceIn } from '../../../site/docs/assets/desk/search.mjs'
import { ServiceClock } from '../../../site/docs/assets/desk/service-clock.mjs'
import { readStaffLink, withToken } from '../../../site/docs/assets/desk/staff-link.mjs'
import { clockTimeIn } from '../../../site/docs/assets/desk/typed-time.mjs'

const row = { booking: { reference: 'K7M4-Q2XW', phone: '+66812345678', couple: [{ name: 'มะลิ ตัวอย่าง' }, { name: 'Björk Dæmi' }] } }

for (const words of ['k7m4', 'K7M4-Q2XW', 'k7m4q2xw', 'มะลิ', 'bjork', 'BJÖRK', '081-234', '+66 81 234 5678', '๐๘๑', '5678', '']) {
  test(`“${words}” finds the couple`, () => assert.equal(matcher(words)(row), true))
}

for (const words of ['zzz', '099', 'มานี']) {
  test(`“${words}” does not find the couple`, () => assert.equal(matcher(words)(row), false))
}

test('a free place is found by no words', () => assert.equal(matcher('ก')({ booking: null }), false))

test('a reference is read from what a scanner types and from a couple’s message', () => {
  assert.equal(referenceIn('K7M4-Q2XW'), 'K7M4-Q2XW')
  assert.equal(referenceIn('รหัส k7m4q2xw ค่ะ'), 'K7M4-Q2XW')
  assert.equal(referenceIn('มะลิ'), null)
  assert.equal(referenceIn('SOMCHAIJ'), null)
})

for (const [typed, time] of [['8.05', '08:05'], ['08:05', '08:05'], ['0805', '08:05'], ['๐๘.๐๕ น.', '08:05'], ['', ''], ['25:00', null], ['9', null], ['9.75', null]]) {
  test(`“${typed}” is the time ${time}`, () => assert.equal(clockTimeIn(typed), time))
}

test('the table of a special day is one time in each line', () => {
  assert.deepEqual(slotsIn('08.00-08.30\n 8.31 – 9.00 \n'), [{ start: '08:00', end: '08:30' }, { start: '08:31', end: '09:00' }])
  assert.deepEqual(slotsIn(''), [])
  assert.equal(slotsIn('08.00'), null)
  assert.equal(slotsIn('08.00-09.00-10.00'), null)
})

test('the clock goes by the service, however wrong the computer is', () => {
  let elapsed = 5000
  const clock = new ServiceClock(() => elapsed)
  clock.learn('2026-12-14T23:59:30+07:00')
  assert.deepEqual([clock.today(), clock.minute()], ['2026-12-14', '23:59'])

  elapsed += 45000
  assert.deepEqual([clock.today(), clock.minute()], ['2026-12-15', '00:00'])
})

test('a damaged token opens nothing, and a whole one is carried to the other pages', () => {
  assert.equal(readStaffLink('#token=ก').token, null)
  assert.equal(readStaffLink('').token, null)
  assert.equal(readStaffLink('#token=.eJ-_x.y').token, '.eJ-_x.y')
  assert.equal(withToken('/staff/enter/#old', '.a', { slot: 3 }), '/staff/enter/#token=.a&slot=3')
})
