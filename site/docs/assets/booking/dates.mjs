/**
 * Days in words. A day is the text "2026-12-14" and nothing else: it has no hour and no zone, so it
 * is read and written in UTC, and a browser set to another part of the world shows the same day.
 */

/** Thai years count from the Buddhist Era, 543 years ahead of the common one. */
const BUDDHIST_ERA = 543

/** Every time of the service is this one's. */
export const OFFICE_ZONE = 'Asia/Bangkok'

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

/** The same day of another month, or that month's last where it is shorter. */
export function addMonths(day, count) {
  const [year, month, date] = day.split('-').map(Number)
  const lastOfMonth = new Date(Date.UTC(year, month + count, 0))
  lastOfMonth.setUTCDate(Math.min(date, lastOfMonth.getUTCDate()))
  return lastOfMonth.toISOString().slice(0, 10)
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(day) {
  return instantOf(day).getUTCDay()
}

/** "2026-12" of "2026-12-14". */
export function monthOf(day) {
  return day.slice(0, 7)
}

/** Making a formatter is slow on an old phone, and a calendar asks for the same few a hundred times. */
const formatters = new Map()

function formatter(locale, options) {
  const name = `${locale} ${JSON.stringify(options)}`
  if (!formatters.has(name)) formatters.set(name, new Intl.DateTimeFormat(locale, options))
  return formatters.get(name)
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
  const word = (options) => formatter(locale, { ...options, timeZone: 'UTC' }).format(instant)
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
    const named = (weekday) => formatter(locale, { weekday, timeZone: 'UTC' }).format(instant)
    return { short: named(brief), long: named('long') }
  })
}

/**
 * The day and the time of an instant, as the clocks of a zone show it.
 *
 * @param {string|Date} instant
 * @param {string|undefined} timeZone - undefined for the clock of this device
 * @returns {{day: string, time: string}} like "2026-12-14" and "08:00"
 */
export function dayAndTime(instant, timeZone) {
  const format = new Intl.DateTimeFormat('en-GB-u-ca-gregory-nu-latn', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone
  })
  const parts = format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value])
  const { year, month, day, hour, minute } = Object.fromEntries(parts)
  return { day: `${year}-${month}-${day}`, time: `${hour}:${minute}` }
}

/** A time of the day as the language writes it: 08.00 in Thai, 08:00 in English. */
export function clockTime(time, language) {
  return language === 'th' ? time.replace(':', '.') : time
}
