/**
 * When the desk asks the service what is new. Each question costs a little on AWS, and a desk is
 * open all day: so it listens to the pulse of the day, and asks when that beats. Where no pulse is
 * heard it asks by itself, often while it is used and seldom when nobody touches it.
 */

/** Two officers see each other's presses within five seconds, the ways there and back included. */
export const LISTEN_MS = 3000

/** While the pulse is heard, a question all the same: should a beat ever be lost. */
export const ANYWAY_MS = 120000

/** Without a pulse, what nobody touches can be half a minute old. */
export const LEFT_ALONE_MS = 30000

/** A desk is in use until nobody has touched it for so long. */
export const USED_FOR_MS = 60000

export class Pace {
  /**
   * @param {() => number} [elapsed] - milliseconds since some moment, never set back
   * @param {() => boolean} [isHidden] - whether the page is behind another
   */
  constructor(elapsed = () => performance.now(), isHidden = () => document.hidden) {
    this.elapsed = elapsed
    this.isHidden = isHidden
    this.touchedAt = elapsed()
    this.askedAt = elapsed()
    this.hadNews = false
  }

  get isInUse() {
    return !this.isHidden() && this.elapsed() - this.touchedAt < USED_FOR_MS
  }

  /** Somebody is there. True if nobody was: then it is time to ask at once. */
  touch() {
    const wasAlone = !this.isInUse
    this.touchedAt = this.elapsed()
    return wasAlone
  }

  /**
   * Whether to ask now; looked at every `LISTEN_MS`. News is asked for twice: the first answer may
   * be a moment older than the beat.
   *
   * @param {'news'|'quiet'|'silence'} heard - of the pulse
   */
  isDue(heard) {
    const isNews = heard === 'news'
    const isDue = isNews || this.hadNews || this.elapsed() - this.askedAt >= this.rest(heard)
    this.hadNews = isNews
    if (isDue) this.askedAt = this.elapsed()
    return isDue
  }

  /** How long the desk may go without asking. */
  rest(heard) {
    if (this.isHidden() || heard === 'quiet') return ANYWAY_MS
    return this.isInUse ? 0 : LEFT_ALONE_MS
  }
}
