import assert from 'node:assert/strict'
import { test } from 'node:test'

import { findProblems, tidyName } from '../../../site/docs/assets/booking/validate.mjs'

const answers = (changes = {}) => ({
  date: '2026-12-14',
  slot: 1,
  couple: [
    { name: 'มะลิ ทดสอบ', nationality: 'TH' },
    { name: 'Robin Example', nationality: 'GB' }
  ],
  phone: '081-234-5678',
  ...changes
})

const named = (name) => answers({ couple: [{ name, nationality: 'TH' }, answers().couple[1]] })

const codes = (given) => findProblems(given).map(({ field, code }) => [field, code])

test('complete answers have no problem', () => {
  assert.deepEqual(findProblems(answers()), [])
})

test('everything missing is named at once, in the order of the page', () => {
  const nothing = { name: '', nationality: '' }

  assert.deepEqual(codes({ date: '', slot: null, couple: [nothing, nothing], phone: '', email: '' }), [
    ['date', 'date_missing'],
    ['slot', 'slot_missing'],
    ['couple[0].name', 'name_missing'],
    ['couple[0].nationality', 'nationality_missing'],
    ['couple[1].name', 'name_missing'],
    ['couple[1].nationality', 'nationality_missing'],
    ['phone', 'phone_missing']
  ])
})

test('a day without a time asks for the time', () => {
  assert.deepEqual(codes(answers({ slot: null })), [['slot', 'slot_missing']])
})

test('nationalities that do not fit who is registering are asked about at the field', () => {
  const of = (who, ...nationalities) =>
    codes(answers({ who, couple: nationalities.map((nationality) => ({ name: 'Robin Example', nationality })) }))
  const asked = (code) => [['couple[1].nationality', code]]

  assert.deepEqual(of('mixed', 'DE', 'FR'), asked('who_not_mixed'))
  assert.deepEqual(of('mixed', 'TH', 'TH'), asked('who_not_mixed'))
  assert.deepEqual(of('thai', 'TH', 'DE'), asked('who_not_thai'))
  assert.deepEqual(of('foreign', 'DE', 'TH'), asked('who_not_foreign'))
  assert.deepEqual(of('mixed', 'DE', 'TH'), [])
  assert.deepEqual(of('mixed', 'TH', 'stateless'), [])
  assert.deepEqual(of('thai', 'TH', 'TH'), [])
  assert.deepEqual(of('foreign', 'DE', 'stateless'), [])
})

test('names of any script, with joiners inside, are fine', () => {
  for (const name of ['ณัฐ', 'Nguyễn Thị Ánh', '王小明', 'محمد', 'श्री\u200dमती', 'O’Neil-Smith', 'X', 'سارا\u200fمریم', 'Ana\u200eRosa']) {
    assert.deepEqual(codes(named(name)), [], name)
  }
})

test('a name counts in letters, not in bytes', () => {
  assert.deepEqual(codes(named('𠮷'.repeat(120))), [])
  assert.deepEqual(codes(named('ก'.repeat(121))), [['couple[0].name', 'name_too_long']])
})

test('a name with hidden control characters is refused', () => {
  for (const hidden of ['\u202e', '\u0007', '\u2066', '\n', '\u2028', '\ud800']) {
    assert.deepEqual(codes(named(`มะลิ${hidden}ทดสอบ`)), [['couple[0].name', 'name_characters']])
  }
})

test('what the service takes for space around a name is taken off', () => {
  assert.equal(tidyName('\u001f\u0085 มะลิ \u2003'), 'มะลิ')
})

test('spaces alone are no name', () => {
  assert.deepEqual(codes(named('   ')), [['couple[0].name', 'name_missing']])
})

test('a name is sent in its composed form without spaces around it', () => {
  assert.equal(tidyName('  Jose\u0301  '), 'José')
})

test('a phone may be spelled in any way with digits of any script', () => {
  const spelled = [
    '0812345678',
    '812345678',
    '02 236 1395',
    '2236 1395',
    '๐๘๑-๒๓๔-๕๖๗๘',
    '٠٨١٢٣٤٥٦٧٨',
    '０８１２３４５６７８',
    '+44 (0)7700 900123',
    '0044 7700 900123',
    'tel:+66-2-236-1395',
    '+1 800 FLOWERS',
    '+49 151 23456789',
    '+683 4002'
  ]
  for (const phone of spelled) assert.deepEqual(codes(answers({ phone })), [], phone)
})

test('a number that lacks digits, or holds two, is no phone', () => {
  const wrong = [
    ...['1234', 'call me', '+66', '+49 151', '12345', '02 236 139', '2236 139'],
    ...['081 234 567', '๐๘๑ ๒๓๔ ๕๖๗', '０８１２３４５６７', '081 234 5678, 089 876 5432']
  ]
  for (const phone of wrong) {
    assert.deepEqual(codes(answers({ phone })), [['phone', 'phone_invalid']], phone)
  }
  assert.deepEqual(codes(answers({ phone: '  ' })), [['phone', 'phone_missing']])
})

test('an e-mail address may be left out but not half written', () => {
  for (const email of [undefined, '', '  ', 'mali@example.org', 'มะลิ@ตัวอย่าง.ไทย', '"a b"@example.org', 'a@localhost']) {
    assert.deepEqual(codes(answers({ email })), [], email)
  }
  for (const email of ['mali', 'mali@', '@example.org', 'mali@gmail', 'mali@gmail.', 'mali.t@gmail']) {
    assert.deepEqual(codes(answers({ email })), [['email', 'email_invalid']], email)
  }
})
