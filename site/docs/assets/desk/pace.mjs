/**
 * How often the desk asks what is new. Each question costs a little on AWS, and a desk
 * that is open all day asks thousands of times, so one that nobody touches asks less often. Touched
 * again, it asks at once.
 */

/** Two officers see each other's presses within five seconds, the way there and back included. */
export const IN_USE_MS = 3500

/** What nobody looks at, or nobody touches, can be half a minute old. */
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

  /** Whether to ask now; looked at every `IN_USE_MS`. */
  isDue() {
    const isDue = this.isInUse || this.elapsed() - this.askedAt >= LEFT_ALONE_MS
    if (isDue) this.askedAt = this.elapsed()
    return isDue
  }
}
