/**
 * What the page can tell before anything is sent. These rules only save a couple the way there and
 * back, so they are never stricter than the service, which has the last word and says it at the
 * field. Fields carry the service's own names.
 */

import { isDay } from './dates.mjs'
import { whoAre } from './who.mjs'

export const NAME_MOST = 120

/**
 * Control characters, lone surrogates, line separators, and the marks that turn the direction of
 * all that follows. Joiners and the marks of direction between words (U+200E, U+200F) may stay.
 */
const HIDDEN_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/u

/** White space, and what the service takes for it besides. */
const SPACE_AROUND = /^[\s\u001c-\u001f\u0085]+|[\s\u001c-\u001f\u0085]+$/g

const WHO_DIFFERS = { thai: 'who_not_thai', mixed: 'who_not_mixed', foreign: 'who_not_foreign' }

/** "+", or "00" as it is dialled in most of the world. */
const FROM_ABROAD = /[+＋]|^\D*0{2}/

/** A Thai mobile number written with its 0, which the shortest ones never are. */
const THAI_MOBILE = /^\D*0[689]/

/** Country code and number: Niue, Tokelau and a few more have seven, and 15 is the most there is. */
const FEWEST_FROM_ABROAD = 7
/** 15, with "00" before it and a "(0)" inside. */
const MOST_DIGITS = 18

/** A domain has a dot, in any script; the service lets one name pass without. */
const EMAIL = /.@(.+[.。．｡].|localhost$)/iu

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
    ...(answers.who === '' ? [{ field: 'who', code: 'who_missing' }] : []),
    ...dayProblems(answers),
    ...answers.couple.flatMap(personProblems),
    ...whoProblems(answers),
    ...phoneProblems(answers.phone),
    ...emailProblems(answers.email)
  ]
}

function dayProblems({ date, slot }) {
  return [
    ...(isDay(date || '') ? [] : [{ field: 'date', code: 'date_missing' }]),
    ...(slot ? [] : [{ field: 'slot', code: 'slot_missing' }])
  ]
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

/** Two answers that cannot both be right; a couple that did not say who it is has said nothing wrong. */
function whoProblems({ who, couple }) {
  const said = whoAre(couple.map(({ nationality }) => nationality))
  if (!who || !said || said === who) return []
  return [{ field: 'couple[1].nationality', code: WHO_DIFFERS[who] }]
}

function nameProblem(name) {
  const tidy = tidyName(name)
  if (tidy === '') return 'name_missing'
  if (HIDDEN_CHARACTERS.test(tidy)) return 'name_characters'
  return Array.from(tidy).length > NAME_MOST ? 'name_too_long' : null
}

/** Spaces around a name are a slip of the thumb; inside it they are part of the name. */
export function tidyName(name) {
  return (name || '').normalize('NFC').replace(SPACE_AROUND, '')
}

/** Digits of any script, and letters for numbers such as +1 800 FLOWERS. */
function phoneProblems(phone) {
  if ((phone || '').trim() === '') return [{ field: 'phone', code: 'phone_missing' }]
  const digits = (phone.match(/\p{Nd}/gu) || []).length
  const letters = (phone.match(/[a-z]/gi) || []).length
  const fine = digits > 0 && digits <= MOST_DIGITS && digits + letters >= fewestDigits(inPlainDigits(phone))
  return fine ? [] : [{ field: 'phone', code: 'phone_invalid' }]
}

/** At home the 0 in front may be left out, which leaves eight digits of a land line. */
function fewestDigits(phone) {
  if (FROM_ABROAD.test(phone)) return FEWEST_FROM_ABROAD
  if (THAI_MOBILE.test(phone)) return 10
  return /^\D*0/.test(phone) ? 9 : 8
}

/** Thai digits and those as wide as a Chinese sign, as 0 to 9. */
function inPlainDigits(phone) {
  return phone.replace(/[๐-๙]/g, (digit) => digit.charCodeAt(0) - 0x0e50).normalize('NFKC')
}

function emailProblems(email) {
  if (!email || !email.trim()) return []
  return EMAIL.test(email) ? [] : [{ field: 'email', code: 'email_invalid' }]
}
