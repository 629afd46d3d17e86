import { addDays } from '../booking/dates.mjs'

/**
 * The day on the screen, as the service last told it. What happens to it here is what officers see
 * at once: the answer to a press, or what the next look at the service brings.
 */
export class DeskDay {
  /**
   * @param {import('./service-clock.mjs').ServiceClock} clock
   * @param {import('./press-queue.mjs').PressQueue} queue
   */
  constructor(clock, queue) {
    this.clock = clock
    this.queue = queue
    this.told = null
    this.papers = {}
  }

  get isKnown() {
    return this.told !== null
  }

  get date() {
    return this.told && this.told.date
  }

  get mark() {
    return this.told && this.told.mark
  }

  /** The link may look at lists only, or work. */
  get canWork() {
    return Boolean(this.told) && ['desk', 'office'].includes(this.told.link.scope)
  }

  /** @param {object} answer - of the desk's route, in full or "nothing changed" */
  learn(answer) {
    this.clock.learn(answer.now)
    if (!answer.changed) return
    this.told = answer
    this.learnPapers(answer.papers)
  }

  /** What papers are called, also those of a couple found on another day. */
  learnPapers(titles) {
    this.papers = { ...this.papers, ...titles }
  }

  /** The answer to a press, before the next look; an answer that is older than what is known loses. */
  learnBooking(booking) {
    if (!this.told || booking.date !== this.told.date) return
    const rows = this.told.rows.map((row) => {
      const isIt = row.booking && row.booking.reference === booking.reference
      const isNewer = isIt && booking.service.version >= row.booking.service.version
      return isNewer ? { ...row, booking } : row
    })
    this.told = { ...this.told, rows }
  }

  /** After something that is not a press: the next look brings the whole day. */
  forgetMark() {
    if (this.told) this.told = { ...this.told, mark: '' }
  }

  booking(reference) {
    if (!this.told) return null
    const row = this.told.rows.find((each) => each.booking && each.booking.reference === reference)
    return row ? row.booking : null
  }

  /** Within the link. */
  covers(date) {
    return Boolean(this.told) && this.told.link.first <= date && date <= this.told.link.last
  }

  dayBeside(step) {
    return addDays(this.date, step)
  }
}
