import { OFFICE_ZONE, clockTime, dayAndTime, dayInWords } from './dates.mjs'

/** In seconds; beyond it nobody counts along. */
const SHORT_WAIT = 90

/** The sentences of the page, read from the JSON that the page carries. */
export class Strings {
  /**
   * @param {Record<string, string>} sentences
   * @param {string} language - "th" or "en"
   */
  constructor(sentences, language) {
    this.sentences = sentences
    this.language = language
    this.plurals = new Intl.PluralRules(language)
  }

  /** @param {Document} page */
  static onPage(page) {
    const source = page.querySelector('script[data-strings]')
    return new Strings(JSON.parse(source.textContent), page.documentElement.lang)
  }

  has(key) {
    return Object.prototype.hasOwnProperty.call(this.sentences, key)
  }

  /**
   * A sentence with its {places} filled.
   *
   * A missing one stops the caller: a page with a hole in a sentence helps nobody, and the tests
   * compare the keys used with the keys written.
   */
  text(key, values = {}) {
    if (!this.has(key)) throw new Error(`no sentence "${key}"`)
    return this.sentences[key].replace(/\{(\w+)\}/g, (place, name) =>
      name in values ? String(values[name]) : place
    )
  }

  /** The sentence whose form suits the number: `key_one` or `key_other`. */
  counted(key, count, values = {}) {
    const form = this.plurals.select(count) === 'one' ? 'one' : 'other'
    return this.text(`${key}_${form}`, { ...values, count })
  }

  /** A day and its year in words. */
  day(date) {
    return this.text('date_long', dayInWords(date, this.language))
  }

  /** From when until when, as the language writes it. */
  times({ start, end }) {
    return this.text('time_range', { start: clockTime(start, this.language), end: clockTime(end, this.language) })
  }

  /** A moment in words, by the clock of the office. */
  moment(instant) {
    const { day, time } = dayAndTime(instant, OFFICE_ZONE)
    return this.text('moment', { date: this.day(day), time: clockTime(time, this.language) })
  }

  /** How long to wait: a short while in seconds, a longer one by the clock of this device. */
  wait(seconds, now = new Date()) {
    if (seconds <= SHORT_WAIT) return this.counted('wait', seconds)
    const minute = Math.ceil((now.getTime() + seconds * 1000) / 60000) * 60000
    const { day, time } = dayAndTime(new Date(minute))
    return this.text('wait_until', { date: this.day(day), time: clockTime(time, this.language) })
  }

  /** The half of a text in both languages that belongs to this page. */
  of(bilingual) {
    return (bilingual && bilingual[this.language]) || ''
  }
}
