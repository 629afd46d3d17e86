import { Calendar } from './calendar.mjs'
import { element, refill, retryButton } from './elements.mjs'

/** The calendar with all that can happen to it: it loads, fails, or says why a day will not do. */
export class DayChoice {
  /**
   * @param {HTMLElement} root
   * @param {object} tools
   * @param {import('./api.mjs').BookingApi} tools.api
   * @param {import('./strings.mjs').Strings} tools.strings
   * @param {DOMStringMap} tools.office - id, phone and phoneLink
   * @param {(date: string) => void} tools.onChoose
   */
  constructor(root, { api, strings, office, onChoose }) {
    this.api = api
    this.strings = strings
    this.office = office
    this.notice = root.querySelector('[data-day-notice]')
    this.ways = root.querySelector('[data-day-actions]')
    this.calendar = new Calendar(root.querySelector('[data-calendar]'), { strings, onChoose })
  }

  /**
   * @param {string} chosen - the day that was chosen before, or nothing
   * @param {object} [also]
   * @param {string} [also.message] - what sent the couple back here
   * @param {string} [also.full] - a day known to be full, though what is read may be older
   */
  async open(chosen, { message = '', full = null } = {}) {
    this.calendar.mark(chosen)
    if (message) this.say('notice notice--alarm', message)
    else if (this.calendar.days.length === 0) this.say('hint', this.strings.text('loading_days'))
    else this.clear()
    const answer = await this.api.days(this.office.office)
    if (!answer.ok) {
      const words = [message, this.strings.text('days_failed')].filter(Boolean).join(' ')
      this.say('notice notice--alarm', words, this.waysOn(chosen))
      return
    }
    if (!message) this.clear()
    this.calendar.show(answer.data.days.map((day) => (day.date === full && day.open ? { ...day, free: 0 } : day)))
  }

  /** What cannot be loaded now can be loaded later, or heard on the phone. */
  waysOn(chosen) {
    const { phone, phoneLink } = this.office
    const call = element('a', { href: phoneLink }, [this.strings.text('call_office', { phone })])
    return [retryButton(this.strings, () => this.open(chosen)), element('p', {}, [call])]
  }

  say(style, message, ways = []) {
    refill(this.notice, [element('p', { class: style }, [message])])
    refill(this.ways, ways)
  }

  clear() {
    refill(this.notice, [])
    refill(this.ways, [])
  }
}
