import { LISTEN_MS, Pace } from './pace.mjs'
import { Pulse } from './pulse.mjs'

/** Signs that somebody is at the desk. */
const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel']

/** Sees to it that the desk looks for news: when there is some, by its pace, and when it is touched. */
export class Lookout {
  /**
   * @param {import('./staff-api.mjs').StaffApi} api
   * @param {object} options
   * @param {() => Promise<void>} options.look - asks the service
   * @param {() => boolean} options.isWaiting - something could not be sent or told: then no rest
   */
  constructor(api, { look, isWaiting }) {
    this.pulse = new Pulse(api)
    this.pace = new Pace()
    this.look = look
    this.isWaiting = isWaiting
    this.stopped = false
  }

  listen() {
    window.addEventListener('online', () => this.look())
    document.addEventListener('visibilitychange', () => document.hidden || this.look())
    for (const touch of TOUCHES) {
      document.addEventListener(touch, () => this.pace.touch() && this.look(), { passive: true })
    }
  }

  /** @param {string} pulse - the address of that of the day in sight */
  follow(pulse) {
    this.pulse.follow(pulse)
  }

  goOn() {
    setTimeout(async () => {
      if (this.stopped) return
      if (this.pace.isDue(await this.heard())) await this.look()
      this.goOn()
    }, LISTEN_MS)
  }

  /** Nobody sees a page behind another; and what waits is tried again as if nothing were heard. */
  async heard() {
    const heard = document.hidden ? 'silence' : await this.pulse.listen()
    return heard === 'quiet' && this.isWaiting() ? 'silence' : heard
  }

  /** For good: the link opens nothing any more. */
  stop() {
    this.stopped = true
  }
}
