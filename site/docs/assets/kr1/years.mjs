/** Days of people's lives in both eras. A typed 2540 is Buddhist, a typed 1997 is common. */

const BUDDHIST_ERA = 543

/** Before 1941 the Thai year began in April, so the two eras do not differ by a fixed number. */
const FIRST_SIMPLE_YEAR = 1941

/** Arabic digits for Thai ones. */
export function plainDigits(text) {
  return text.replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50))
}

/**
 * The same year in both eras; null when nobody can tell which era was meant.
 *
 * @param {string} typed
 * @returns {{buddhist: number, common: number}|null}
 */
export function inBothEras(typed) {
  const year = Number(plainDigits(typed.trim()))
  const common = year >= 2400 && year <= 2700 ? year - BUDDHIST_ERA : year
  if (!Number.isInteger(year) || common < FIRST_SIMPLE_YEAR || common > 2157) return null
  return { buddhist: common + BUDDHIST_ERA, common }
}

/**
 * A date as the sheet prints it, in both languages; parts that are missing are left out.
 *
 * @param {{day: string, month: {th: string, en: string}|null, year: string}} typed
 */
export function dateInWords({ day, month, year }) {
  const number = plainDigits(day.trim())
  const eras = inBothEras(year)
  const line = (monthName, yearName) => [number, monthName, yearName].filter(Boolean).join(' ')
  if (!eras) return line(month && month.th, year.trim())
  return `${line(month && month.th, eras.buddhist)} / ${line(month && month.en, eras.common)}`
}
