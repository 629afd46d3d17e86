import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answersOf, isEmpty, verdict } from '../../../site/docs/assets/survey/answers.mjs'
import { readToken } from '../../../site/docs/assets/survey/token-link.mjs'

test('a pressed button is a level, and the last one says that it does not apply', () => {
  const pressed = [{ name: 'staff', value: '5' }, { name: 'place', value: '' }]

  assert.deepEqual(answersOf(pressed), { staff: 5, place: null })
})

test('what does not apply is no answer, and a word is one', () => {
  assert.equal(isEmpty({ place: null }, '  '), true)
  assert.equal(isEmpty({ place: 3 }, ''), false)
  assert.equal(isEmpty({}, 'thank you'), false)
})

test('"already answered" after a try without an answer is our own answer', () => {
  const used = { ok: false, status: 409, code: 'already_answered' }

  assert.equal(verdict(used, false), 'answered')
  assert.equal(verdict(used, true), 'thanks')
})

test('each refusal has its own words, and what nobody foresaw can be sent again', () => {
  const told = (code) => verdict({ ok: false, status: 400, code }, false)

  assert.equal(verdict({ ok: true, status: 201 }, false), 'thanks')
  assert.deepEqual(
    ['survey_expired', 'survey_unknown', 'validation_failed', 'network_failure', 'try_again'].map(told),
    ['expired', 'bad_link', 'nothing', 'failed', 'failed']
  )
})

test('a token is read from the fragment, unless it was damaged on its way', () => {
  assert.equal(readToken('#token=bang-rak.2026-12.a.b'), 'bang-rak.2026-12.a.b')
  assert.equal(readToken('#reference=x'), null)
  assert.equal(readToken('#token=ก'), null)
})
