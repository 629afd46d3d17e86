import { IN_USE_MS } from './pace.mjs'

/** Signs that somebody is at the desk. */
const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel']

/** Sees to it that the desk looks for news: by its pace, and at once when there is a reason to. */
export class Lookout {
  /**
   * @param {import('./pace.mjs').Pace} pace
   * @param {() => Promise<void>} look - asks the service
   */
  constructor(pace, look) {
    this.pace = pace
    this.look = look
    this.stopped = false
  }

  listen() {
    window.addEventListener('online', () => this.look())
    document.addEventListener('visibilitychange', () => document.hidden || this.look())
    for (const touch of TOUCHES) {
      document.addEventListener(touch, () => this.pace.touch() && this.look(), { passive: true })
    }
  }

  goOn() {
    setTimeout(async () => {
      if (this.stopped) return
      if (this.pace.isDue()) await this.look()
      this.goOn()
    }, IN_USE_MS)
  }

  /** For good: the link opens nothing any more. */
  stop() {
    this.stopped = true
  }
}
