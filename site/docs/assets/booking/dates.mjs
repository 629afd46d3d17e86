/**
 * Days in words. A day is the text "2026-12-14" and nothing else: it has no hour and no zone, so it
 * is read and written in UTC, and a browser set to another part of the world shows the same day.
 */

/** Thai years count from the Buddhist Era, 543 years ahead of the common one. */
const BUDDHIST_ERA = 543

const DAY_IN_MILLISECONDS = 24 * 60 * 60 * 1000

/**
 * @param {string} day - "2026-12-14"
 * @returns {Date} midnight UTC of that day
 */
function instantOf(day) {
  const [year, month, date] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1, date))
}

/** True for text that names a day of the calendar: "2026-02-30" does not. */
export function isDay(text) {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && instantOf(text).toISOString().startsWith(text)
}

/** The day a number of days later, or earlier when the number is negative. */
export function addDays(day, count) {
  const later = new Date(instantOf(day).getTime() + count * DAY_IN_MILLISECONDS)
  return later.toISOString().slice(0, 10)
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(day) {
  return instantOf(day).getUTCDay()
}

/** "2026-12" of "2026-12-14". */
export function monthOf(day) {
  return day.slice(0, 7)
}

/**
 * The words of a day, to be put into a pattern of the page's language.
 *
 * The calendar is named outright: a Thai browser would otherwise count years by its own setting.
 *
 * @param {string} day
 * @param {string} language - "th" or "en"
 */
export function dayInWords(day, language) {
  const instant = instantOf(day)
  const locale = `${language}-u-ca-gregory-nu-latn`
  const word = (options) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(instant)
  const year = instant.getUTCFullYear()
  return {
    weekday: word({ weekday: 'long' }),
    day: String(instant.getUTCDate()),
    month: word({ month: 'long' }),
    year_ce: String(year),
    year_be: String(year + BUDDHIST_ERA)
  }
}

/**
 * The seven column heads of a week that starts on Sunday: short to see, long to hear. The shortest
 * Thai names are the customary ones (อา จ อ พ พฤ ศ ส); in English they would be seven riddles.
 */
export function weekdayNames(language) {
  const brief = language === 'th' ? 'narrow' : 'short'
  const sunday = '2026-11-01'
  const locale = `${language}-u-ca-gregory-nu-latn`
  return [0, 1, 2, 3, 4, 5, 6].map((offset) => {
    const instant = instantOf(addDays(sunday, offset))
    const named = (weekday) =>
      new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' }).format(instant)
    return { short: named(brief), long: named('long') }
  })
}

/** A time of the day as the language writes it: 08.00 in Thai, 08:00 in English. */
export function clockTime(time, language) {
  return language === 'th' ? time.replace(':', '.') : time
}

/** The site writes 0–9 throughout; the office's own labels come with Thai digits. */
export function westernDigits(text) {
  return text.replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - '๐'.charCodeAt(0)))
}
