import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { dayOf } from '../../../site/docs/assets/checklist/day-entry.mjs'
import { follow } from '../../../site/docs/assets/checklist/questions.mjs'

const vectors = JSON.parse(readFileSync(new URL('../../vectors/checklist.json', import.meta.url), 'utf8'))
const STOPS = ['R33', 'R34', 'R50', 'R51']
const rules = Object.entries(vectors.rules).map(([id, rule]) => ({
  id,
  ...rule,
  kind: STOPS.includes(id) ? 'stop' : 'bring',
  unsure: ['R13', 'R14', 'R30'].includes(id)
}))
const TODAY = '2026-12-01'
const TWO_THAIS = {
  nationalities: ['TH', 'TH'],
  abroad: 'no',
  place: 'office',
  adults: 'nobody',
  'prior-0': 'never',
  'prior-1': 'never',
  interpreter: 'nobody',
  more: []
}
const RECENTLY = { ...TWO_THAIS, 'prior-0': 'divorced_registered', 'end-0': '2026-06-01', appointment: 'none' }

const asked = (answers) => follow(rules, answers, TODAY).path
const listed = (answers) => follow(rules, answers, TODAY).list.map(({ rule, bearer }) => `${rule.id}:${bearer}`)

test('two Thais answer eight questions and none about papers from abroad', () => {
  assert.deepEqual(asked(TWO_THAIS), Object.keys(TWO_THAIS))
  assert.ok(listed(TWO_THAIS).includes('R01:1'))
})

test('nothing is asked after a reason to stop', () => {
  const abroad = follow(rules, { ...TWO_THAIS, abroad: 'yes' }, TODAY)
  assert.equal(abroad.stop.rule.id, 'R51')
  assert.deepEqual(abroad.path, ['nationalities', 'abroad'])
  assert.equal(abroad.list, null)

  const outside = follow(rules, { ...TWO_THAIS, place: 'outside' }, TODAY)
  assert.equal(outside.stop.rule.id, 'R50')

  const young = follow(rules, { ...TWO_THAIS, adults: '1', 'born-1': '2008-12-14', appointment: '2026-12-13' }, TODAY)
  assert.equal(young.stop.rule.id, 'R33')
  assert.equal(young.stop.bearer, 1)
  assert.deepEqual(young.path.slice(-3), ['adults', 'born-1', 'appointment'])

  assert.equal(follow(rules, { ...TWO_THAIS, 'prior-1': 'married' }, TODAY).stop.rule.id, 'R34')
})

test('sex is asked only when the 310 days could matter, and no further than it decides', () => {
  assert.ok(!asked({ ...RECENTLY, 'end-0': '2019-06-01' }).includes('sex-0'))
  assert.equal(asked(RECENTLY).pop(), 'sex-0')
  assert.ok(!asked({ ...RECENTLY, 'sex-0': 'M' }).includes('sex-1'))
  assert.equal(asked({ ...RECENTLY, 'sex-0': 'F' }).pop(), 'sex-1')
  assert.ok(!asked({ ...RECENTLY, 'sex-0': 'F', 'sex-1': 'F' }).includes('former-0'))
  assert.equal(asked({ ...RECENTLY, 'sex-0': 'F', 'sex-1': 'M' }).pop(), 'former-0')
  assert.ok(listed({ ...RECENTLY, 'sex-0': 'F', 'sex-1': 'M', 'former-0': 'M' }).includes('R30:0'))
})

test('who is not sure about sex is told that the paper may be needed', () => {
  const answers = { ...RECENTLY, 'sex-0': 'unsure', 'sex-1': 'unsure', 'former-0': 'unsure' }
  const paper = follow(rules, answers, TODAY).list.find(({ rule }) => rule.id === 'R30')

  assert.deepEqual({ bearer: paper.bearer, sure: paper.sure }, { bearer: 0, sure: false })
})

test('the day is asked only once a date has to be counted from it', () => {
  assert.ok(!asked(TWO_THAIS).includes('appointment'))
  const foreign = { ...TWO_THAIS, nationalities: ['TH', 'GB'], 'origin-1': 'embassy_in_TH' }
  assert.ok(!asked({ ...foreign, 'cert-1': 'none' }).includes('appointment'))
  assert.equal(asked({ ...foreign, 'cert-1': '2026-08-01' }).pop(), 'appointment')
})

test('the day is asked after the dates of both, never between them', () => {
  const both = { ...TWO_THAIS, 'prior-0': 'divorced_court', 'prior-1': 'widowed', 'end-0': '2026-06-01' }
  assert.equal(asked(both).pop(), 'end-1')
  assert.equal(asked({ ...both, 'end-1': '2026-07-01' }).pop(), 'appointment')

  const young = { ...TWO_THAIS, adults: 'both', 'born-0': '2007-05-01' }
  assert.equal(asked(young).pop(), 'born-1')

  const foreign = { ...TWO_THAIS, nationalities: ['US', 'GB'], 'origin-0': 'unsure', 'origin-1': 'unsure' }
  assert.equal(asked({ ...foreign, 'cert-0': '2026-08-01' }).pop(), 'cert-1')
  assert.equal(asked({ ...foreign, 'cert-0': '2026-08-01', 'cert-1': 'none' }).pop(), 'appointment')
})

test('two who were divorced are asked whether from each other', () => {
  const both = { ...TWO_THAIS, 'prior-0': 'divorced_court', 'prior-1': 'divorced_court' }
  assert.ok(asked(both).includes('again'))
  assert.ok(!asked({ ...both, 'prior-1': 'widowed' }).includes('again'))
  const again = listed({ ...both, again: 'yes', 'end-0': '2020-01-01', 'end-1': '2020-01-01' })
  assert.ok(again.includes('R25:both'))
  assert.ok(!again.includes('R21:0'))
})

test('an answer that has become needless counts no longer', () => {
  const changed = { ...RECENTLY, 'sex-0': 'F', 'sex-1': 'M', 'former-0': 'M', 'prior-0': 'never' }

  assert.deepEqual(listed(changed), listed(TWO_THAIS))
})

test('a date is understood in both eras and in Thai digits', () => {
  const day = (day, month, year, options) => dayOf({ day, month, year }, options)

  assert.equal(day('14', '12', '2569'), '2026-12-14')
  assert.equal(day('๑๔', '๑๒', '๒๕๖๙'), '2026-12-14')
  assert.equal(day(' 4', '2 ', '1997'), '1997-02-04')
  assert.equal(day('29', '2', '2567'), '2024-02-29')
  for (const wrong of [['29', '2', '2568'], ['31', '4', '2569'], ['1', '13', '2569'], ['0', '1', '2569']]) {
    assert.equal(day(...wrong), null, wrong.join('/'))
  }
  for (const year of ['69', '2399', '2601', '1899', '', 'x', '2569.5']) assert.equal(day('1', '1', year), null, year)
})

test('a date of which only month or year is known is the latest it can be', () => {
  const day = (day, month, year) => dayOf({ day, month, year }, { partial: true })

  assert.equal(day('', '2', '2567'), '2024-02-29')
  assert.equal(day('', '', '2567'), '2024-12-31')
  assert.equal(day('5', '', '2567'), null)
  assert.equal(dayOf({ day: '', month: '2', year: '2567' }), null)
})
