import { keptList } from '../checklist/kept-list.mjs'
import { dayAndTime } from './dates.mjs'

/** The couple's own list of papers from this device, offered to go with the booking. */
export class KeptPapers {
  /**
   * @param {HTMLElement} root - the booking page; the offer stands in its [data-kept]
   * @param {import('./strings.mjs').Strings} strings
   */
  constructor(root, strings, list = keptList()) {
    this.box = root.querySelector('[data-kept]')
    this.list = list
    this.box.hidden = !list
    if (!list) return
    const madeOn = dayAndTime(list.madeOn).day
    root.querySelector('[data-kept-made]').textContent = strings.text('kept_made', { date: strings.day(madeOn) })
  }

  /** Two codes or "stateless"; nothing where there is no list. */
  get nationalities() {
    return this.list ? this.list.nationalities : null
  }

  /** What is sent when the couple says so. */
  get documents() {
    return this.list ? { documents: this.list.ids } : {}
  }
}
