/**
 * What the page can tell before anything is sent. The service judges again and has the last word;
 * these rules only save a couple the way there and back. Fields carry the service's own names.
 */

import { isDay, westernDigits } from './dates.mjs'

export const NAME_MOST = 120

/** Control characters and those that turn the direction of text: they make a name lie. */
const HIDDEN_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/

/**
 * @typedef {object} Problem
 * @property {string} field - "couple[0].name", "phone", …
 * @property {string} code - "name_missing", …
 * @property {object} [values] - for the places in the sentence
 */

/**
 * Every problem of the answers, in the order of the page.
 *
 * @returns {Problem[]}
 */
export function findProblems(answers) {
  return [
    ...dayProblems(answers),
    ...answers.couple.flatMap(personProblems),
    ...phoneProblems(answers.phone),
    ...emailProblems(answers.email)
  ]
}

function dayProblems({ date, slot }) {
  if (!isDay(date || '')) return [{ field: 'date', code: 'date_missing' }]
  return slot ? [] : [{ field: 'slot', code: 'slot_missing' }]
}

function personProblems({ name, nationality }, index) {
  const person = index + 1
  const problems = []
  const wrong = nameProblem(name)
  if (wrong) {
    problems.push({ field: `couple[${index}].name`, code: wrong, values: { person, most: NAME_MOST } })
  }
  if (!nationality) {
    const field = `couple[${index}].nationality`
    problems.push({ field, code: 'nationality_missing', values: { person } })
  }
  return problems
}

function nameProblem(name) {
  const tidy = tidyName(name)
  if (tidy === '') return 'name_missing'
  if (HIDDEN_CHARACTERS.test(tidy)) return 'name_characters'
  return Array.from(tidy).length > NAME_MOST ? 'name_too_long' : null
}

/** Spaces around a name are a slip of the thumb; inside it they are part of the name. */
export function tidyName(name) {
  return (name || '').normalize('NFC').trim()
}

function phoneProblems(phone) {
  const digits = westernDigits(phone || '').replace(/[\s().\-\u2010-\u2015]/g, '')
  if (digits === '') return [{ field: 'phone', code: 'phone_missing' }]
  return looksLikePhone(digits) ? [] : [{ field: 'phone', code: 'phone_invalid' }]
}

/** Thai numbers at home have 9 or 10 digits and start with 0; every other starts with +. */
function looksLikePhone(digits) {
  return /^0[1-9]\d{7,8}$/.test(digits) || /^\+[1-9]\d{6,14}$/.test(digits)
}

function emailProblems(email) {
  if (!email || !email.trim()) return []
  const fine = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(email.trim()) && email.trim().length <= 254
  return fine ? [] : [{ field: 'email', code: 'email_invalid' }]
}
