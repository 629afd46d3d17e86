import { OFFICE_ZONE, dayAndTime } from '../booking/dates.mjs'

/**
 * The time by the service's clock. That of an old computer may be hours wrong, and may jump when
 * somebody sets it: so only the time that went by since the last answer is measured here.
 */
export class ServiceClock {
  /** @param {() => number} [elapsed] - milliseconds since some moment, never set back */
  constructor(elapsed = () => performance.now()) {
    this.elapsed = elapsed
    this.known = null
  }

  get isSet() {
    return this.known !== null
  }

  /** @param {string} instant - the service's time, as it was when it answered */
  learn(instant) {
    const time = Date.parse(instant)
    if (!Number.isNaN(time)) this.known = { time, at: this.elapsed() }
  }

  now() {
    return new Date(this.known.time + this.elapsed() - this.known.at)
  }

  /** "2026-12-14", the day it is at the office. */
  today() {
    return dayAndTime(this.now(), OFFICE_ZONE).day
  }

  /** "08:05", as the office's clock shows it. */
  minute() {
    return dayAndTime(this.now(), OFFICE_ZONE).time
  }
}
