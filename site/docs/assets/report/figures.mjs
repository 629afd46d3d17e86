import { dayInWords } from '../booking/dates.mjs'
import { Strings } from '../booking/strings.mjs'
import { wholeNumber } from './numbers.mjs'

const AN_HOUR_IN_MILLISECONDS = 60 * 60 * 1000

/** Shows the public figures: one small file beside the page, made by the service now and then. */
class PublicFigures {
  constructor(root, strings) {
    this.root = root
    this.strings = strings
  }

  async start() {
    const figures = await this.read()
    this.root.querySelector('[data-waiting]').hidden = true
    this.root.querySelector('[data-failed]').hidden = figures !== null
    if (figures) this.show(figures)
  }

  async read() {
    try {
      const answer = await fetch(`/figures/${this.root.dataset.office}.json`, { credentials: 'omit' })
      return answer.ok ? await answer.json() : null
    } catch (failure) {
      return null
    }
  }

  show(figures) {
    const { strings } = this
    const text = (key, values) => strings.text(key, values)
    const free = figures.next_free_day
    this.put('next_free_day', free ? strings.day(free) : text('none_free'))
    const week = text('date_short', dayInWords(figures.week_ends, strings.language))
    this.put('places_left', text('places', { count: this.number(figures.places_left) }), text('until', { day: week }))
    this.measured('minutes', figures.median_minutes, figures.served, 'minutes_value', 'minutes_from')
    this.measured('satisfaction', figures.satisfaction_percent, figures.answers, 'percent', 'satisfaction_from')
    const made = this.root.querySelector('[data-made-at]')
    made.textContent = text('made_at', { moment: strings.moment(figures.made_at) })
    const age = Date.now() - new Date(figures.made_at).getTime()
    // A clock that is wrong, or a rehearsal's, says nothing about age.
    this.root.querySelector('[data-old]').hidden = !(age > AN_HOUR_IN_MILLISECONDS)
    this.root.querySelector('[data-figures]').hidden = false
  }

  measured(name, value, n, key, note) {
    if (value === null) {
      this.put(name, this.strings.text('too_few'))
      return
    }
    const shown = this.number(value)
    this.put(name, this.strings.text(key, { count: shown, percent: shown }), this.strings.text(note, { count: this.number(n) }))
  }

  number(value) {
    return wholeNumber(value, this.strings.language)
  }

  put(name, value, note = '') {
    this.root.querySelector(`[data-value="${name}"]`).textContent = value
    this.root.querySelector(`[data-note="${name}"]`).textContent = note
  }
}

const root = document.querySelector('[data-module="figures"]')
new PublicFigures(root, Strings.onPage(document)).start()
