import assert from 'node:assert/strict'
import { test } from 'node:test'

import { find, fold, queryWords, stem } from '../../../site/docs/assets/search/letters.mjs'
import { excerpt, marked, search } from '../../../site/docs/assets/search/pages.mjs'

const PAGES = [
  {
    path: 'documents/',
    title: 'เอกสารที่ต้องเตรียม',
    sections: [
      { anchor: '', heading: 'เอกสารที่ต้องเตรียม', text: 'ใบรับรองโสด คำแปล หลักฐานการหย่า ล่าม และพยาน' },
      { anchor: 'R12', heading: 'หนังสือรับรองสถานภาพการสมรส (ใบรับรองโสด)', text: 'ออกโดยสถานทูต' },
      { anchor: 'R17', heading: 'ล่าม พร้อมบัตรประจำตัว', text: 'ถ้าไม่เข้าใจภาษาไทย' },
      { anchor: 'R30', heading: 'ระยะเวลา ๓๑๐ วัน', text: 'หลังการหย่า แบบ คร. 7' }
    ]
  },
  {
    path: 'faq/',
    title: 'Questions',
    sections: [
      { anchor: '', heading: 'Questions', text: 'Short answers.' },
      { anchor: 'old', heading: 'I was divorced before', text: 'Bring your ID. We did not say so.' },
      { anchor: 'uk', heading: 'Embassies', text: 'The affirmation of freedom to marry, and a witness.' }
    ]
  }
]
const anchors = (query) => search(PAGES, query).map((hit) => hit.section.anchor)
const marks = (text, query) => marked(text, queryWords(query)).filter((piece) => piece.mark).map((piece) => piece.text)

test('a Thai word is found within a run of words, its heading first', () => {
  assert.deepEqual(anchors('ใบรับรองโสด'), ['R12', ''])
  assert.deepEqual(anchors('ล่าม'), ['R17', ''])
  assert.deepEqual(anchors('หย่า'), ['', 'R30'])
})

test('all words of a query must be there', () => {
  assert.deepEqual(anchors('หย่า ล่าม'), [''])
  assert.deepEqual(anchors('ล่าม จระเข้'), [])
})

test('a word in the title of a page does not bring up each of its sections', () => {
  assert.deepEqual(anchors('questions'), [''])
  assert.deepEqual(anchors('questions divorced'), ['old'])
})

test('however it was typed: digits, capitals, spaces, a vowel in two pieces, two sara e', () => {
  assert.deepEqual(anchors('310 วัน'), ['R30'])
  assert.deepEqual(anchors('คร.๗'), ['R30'])
  assert.deepEqual(anchors('AFFIRMATION'), ['uk'])
  assert.deepEqual(anchors('คำแปล'), [''])
  assert.deepEqual(anchors('คําเเปล'), [''])
  assert.deepEqual(anchors('ใบ รับรอง โสด'), ['R12', ''])
})

test('an English word is found by its beginning, and in its other forms', () => {
  assert.deepEqual(anchors('id'), ['old'])
  assert.deepEqual(anchors('divorce'), ['old'])
  assert.deepEqual(anchors('witnesses'), ['uk'])
  assert.equal(stem('ids'), 'ids')
})

test('nothing typed finds nothing', () => {
  assert.deepEqual(queryWords('  \u200b '), [])
  assert.deepEqual(anchors(' '), [])
})

test('what was looked for is marked where it stands, with its tone marks and spaces', () => {
  assert.deepEqual(marks('แบบ คร. 7 และ คร.๗', 'คร.7'), ['คร. 7', 'คร.๗'])
  assert.deepEqual(marks('บ้าน', 'บ'), ['บ้'])
  assert.deepEqual(marks('ล่าม', 'ล่าม า'), ['ล่าม'])
  assert.equal(marked('ก\u200bข ค', ['กข']).map((piece) => piece.text).join(''), 'ก\u200bข ค')
})

test('an excerpt stands around the first word found, and is short', () => {
  const long = `${'ก่อนหน้า '.repeat(60)}affirmation ${'ต่อจากนั้น '.repeat(60)}`
  const part = excerpt(long, ['affirmation'])

  assert.match(part, /^… .*affirmation.* …$/)
  assert.ok(part.length < 220)
  assert.equal(excerpt('short', ['absent']), 'short')
})

test('folded letters know where they stood', () => {
  const { letters, at, source } = fold('คร. ๑  İ')
  assert.equal(find(letters, '1'), letters.indexOf('1'))
  assert.equal(source[at[letters.indexOf('1')]], '๑')
  assert.equal(at.length, letters.length)
})
