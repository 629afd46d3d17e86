import assert from 'node:assert/strict'
import { test } from 'node:test'

import { dateInWords, inBothEras } from '../../../site/docs/assets/kr1/years.mjs'

const MARCH = { th: 'มีนาคม', en: 'March' }

test('a year is understood in either era and in Thai digits', () => {
  for (const typed of ['2540', '1997', '๒๕๔๐', ' 2540 ']) {
    assert.deepEqual(inBothEras(typed), { buddhist: 2540, common: 1997 })
  }
})

test('a year whose era nobody can tell stays as it was typed', () => {
  for (const typed of ['40', '97', '', '12x', '1940', '2483', '2300', '2540.5']) {
    assert.equal(inBothEras(typed), null, typed)
  }
  assert.equal(dateInWords({ day: '1', month: MARCH, year: '2483' }), '1 มีนาคม 2483')
})

test('a date is printed in both languages and eras', () => {
  const words = dateInWords({ day: '๓', month: MARCH, year: '1997' })

  assert.equal(words, '3 มีนาคม 2540 / 3 March 1997')
})

test('what was left out of a date is left out of the line', () => {
  assert.equal(dateInWords({ day: '', month: null, year: '2540' }), '2540 / 1997')
  assert.equal(dateInWords({ day: '', month: null, year: '' }), '')
  assert.equal(dateInWords({ day: '3', month: null, year: '' }), '3')
})
