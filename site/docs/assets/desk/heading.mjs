import { addDays, clockTime } from '../booking/dates.mjs'
import { isLate, lifeOf } from './record.mjs'

/** The top of the desk: which day it is, how many couples of each kind, and whether it is in touch. */
export class Heading {
  /**
   * @param {HTMLElement} root
   * @param {object} tools
   * @param {import('../booking/strings.mjs').Strings} tools.strings
   * @param {import('./desk-day.mjs').DeskDay} tools.day
   * @param {import('./service-clock.mjs').ServiceClock} tools.clock
   * @param {import('./press-queue.mjs').PressQueue} tools.queue
   */
  constructor(root, { strings, day, clock, queue }) {
    this.root = root
    this.strings = strings
    this.day = day
    this.clock = clock
    this.queue = queue
  }

  draw() {
    const { told } = this.day
    const today = this.clock.today()
    this.part('[data-day-words]').textContent = this.strings.day(told.date)
    this.part('[data-is-today]').hidden = told.date !== today
    this.part('[data-today]').hidden = told.date === today || !this.day.covers(today)
    this.part('[data-clock]').textContent = this.strings.text('time_of_day', { time: clockTime(this.clock.minute(), this.strings.language) })
    this.drawField(told)
    for (const button of this.root.querySelectorAll('[data-step]')) {
      button.disabled = !this.day.covers(addDays(told.date, Number(button.dataset.step)))
    }
    this.drawCounts(told, this.clock.now())
  }

  /** While somebody chooses a day, the field is theirs. */
  drawField({ date, link }) {
    const field = this.part('#day')
    if (document.activeElement !== field) field.value = date
    field.min = link.first
    field.max = link.last
  }

  drawCounts({ rows }, now) {
    const counts = { couples: 0, waiting: 0, arrived: 0, started: 0, finished: 0, no_show: 0, late: 0 }
    for (const { booking } of rows) {
      if (!booking) continue
      const life = lifeOf(booking, this.queue.waitingFor(booking.reference))
      counts.couples += 1
      counts[life.state] += 1
      if (isLate(booking, life, now)) counts.late += 1
    }
    for (const place of this.root.querySelectorAll('[data-count]')) place.textContent = String(counts[place.dataset.count])
  }

  /** @param {boolean} isLost - the service has not answered since */
  drawConnection(isLost) {
    const count = this.queue.waiting.length
    const state = isLost ? 'lost' : count > 0 ? 'sending' : 'fine'
    const bar = this.part('[data-connection]')
    const words = {
      fine: () => this.strings.text('connected'),
      sending: () => this.strings.counted('waiting_presses', count),
      lost: () => (count > 0 ? this.strings.counted('offline_waiting', count) : this.strings.text('offline'))
    }[state]()
    bar.dataset.state = state
    this.part('[data-offline]').hidden = state !== 'lost'
    if (bar.textContent !== words) bar.textContent = words
  }

  part(selector) {
    return this.root.querySelector(selector)
  }
}
