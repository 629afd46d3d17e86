/** Years from 2400 on are of the Buddhist Era; nobody alive was born in one of the other era. */
const FIRST_BUDDHIST_YEAR = 2400
const LAST_BUDDHIST_YEAR = 2600
const BUDDHIST_ERA = 543

/**
 * The day three fields name: "2026-12-14", or null when it is none. Thai digits and both eras are
 * understood. Where `partial`, day or month may be left out, and the latest possible day is meant.
 *
 * @param {{day: string, month: string, year: string}} fields
 */
export function dayOf({ day, month, year }, { partial = false } = {}) {
  const typed = yearOf(numberOf(year))
  if (typed === null) return null
  const blank = [day, month].map((field) => partial && field.trim() === '')
  if (blank[1] && !blank[0]) return null
  const wantedMonth = blank[1] ? 12 : numberOf(month)
  if (!(wantedMonth >= 1 && wantedMonth <= 12)) return null
  const last = new Date(Date.UTC(typed, wantedMonth, 0)).getUTCDate()
  const wantedDay = blank[0] ? last : numberOf(day)
  if (!(wantedDay >= 1 && wantedDay <= last)) return null
  return [typed, padded(wantedMonth), padded(wantedDay)].join('-')
}

function yearOf(number) {
  if (number >= FIRST_BUDDHIST_YEAR && number <= LAST_BUDDHIST_YEAR) return number - BUDDHIST_ERA
  return number >= 1900 && number <= 2100 ? number : null
}

/** NaN for anything but digits. */
function numberOf(text) {
  const digits = text.trim().replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50))
  return /^\d+$/.test(digits) ? Number(digits) : NaN
}

function padded(number) {
  return String(number).padStart(2, '0')
}
