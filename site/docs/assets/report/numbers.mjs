/** Numbers, shares and groups as the report writes them: pure functions. */

/** Digits are 0–9 in both languages. */
const LOCALES = { th: 'th-TH-u-nu-latn', en: 'en-GB' }

/** A number with at most one decimal. */
export function wholeNumber(value, language) {
  return new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 1 }).format(value)
}

/** A fraction as a percentage with one decimal: 0.8712 is 87.1%. */
export function percentOf(share, language) {
  return share === null ? '–' : `${decimal(share * 100, 1, language)}%`
}

/** A percentage of the service, which is of 100 already. */
export function percent(value, language) {
  return value === null ? '–' : `${decimal(value, 1, language)}%`
}

/**
 * What may be said of a figure against its target: "met" or "missed", "too_few" while fewer than
 * `smallestGroup` couples stand behind it, null when nobody does.
 *
 * @param {boolean|null} met - null where no target is set
 */
export function judgement(met, n, smallestGroup) {
  if (n === 0) return null
  if (n < smallestGroup) return 'too_few'
  if (met === null) return null
  return met ? 'met' : 'missed'
}

/** A number with exactly so many decimals; a dash for none. */
export function decimal(value, digits, language) {
  if (value === null) return '–'
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return new Intl.NumberFormat(LOCALES[language], format).format(value)
}

/** "2026-02" as ก.พ. 69 or Feb 26. */
export function monthLabel(month, language) {
  const locale = language === 'th' ? 'th-TH-u-ca-buddhist-nu-latn' : 'en-GB'
  const [year, number] = month.split('-').map(Number)
  const parts = { month: 'short', year: '2-digit', timeZone: 'UTC' }
  const format = new Intl.DateTimeFormat(locale, parts)
  return format
    .formatToParts(new Date(Date.UTC(year, number - 1, 1)))
    .filter(({ type }) => type === 'month' || type === 'year')
    .map(({ value }) => value)
    .join(' ')
}

/**
 * Counted values in groups: `bounds` are the last value of each group but the open one at the end.
 *
 * @param {{value: number, couples: number}[]} histogram
 * @param {number[]} bounds - ascending
 * @returns {{from: number|null, to: number|null, couples: number, upTo: number}[]} `upTo` is the sum so far
 */
export function grouped(histogram, bounds) {
  let upTo = 0
  return [...bounds, null].map((to, position) => {
    const from = position === 0 ? null : bounds[position - 1] + 1
    const couples = histogram
      .filter(({ value }) => (from === null || value >= from) && (to === null || value <= to))
      .reduce((sum, each) => sum + each.couples, 0)
    upTo += couples
    return { from, to, couples, upTo }
  })
}

/** The next round number at or above, for the end of an axis: 1, 2 or 5 and zeroes. */
export function axisEnd(most) {
  if (most <= 5) return 5
  const power = 10 ** Math.floor(Math.log10(most))
  return [1, 2, 5, 10].map((step) => step * power).find((end) => end >= most)
}

/**
 * The days a named span runs from and to.
 *
 * The government's year begins on 1 October.
 */
export function presetSpan(name, today) {
  const [year, month] = today.split('-').map(Number)
  const first = (y, m) => new Date(Date.UTC(y, m - 1, 1)).toISOString().slice(0, 10)
  const last = (y, m) => new Date(Date.UTC(y, m, 0)).toISOString().slice(0, 10)
  if (name === 'this_month') return { from: first(year, month), to: last(year, month) }
  if (name === 'last_month') return { from: first(year, month - 1), to: last(year, month - 1) }
  if (name === 'fiscal_year') {
    const began = month >= 10 ? year : year - 1
    return { from: `${began}-10-01`, to: `${began + 1}-09-30` }
  }
  return { from: first(year - 1, month), to: last(year, month - 1) }
}
