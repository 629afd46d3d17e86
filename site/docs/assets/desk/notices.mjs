import { clockTime } from '../booking/dates.mjs'
import { element } from '../booking/elements.mjs'
import { minuteOf } from './record.mjs'

/** The last few things an officer has to know; an older one goes when a newer comes. */
const MOST_AT_ONCE = 4

/** Tells what became of presses that the service refused. */
export class Notices {
  /**
   * @param {HTMLElement} root - role="alert", there from the start
   * @param {import('../booking/strings.mjs').Strings} strings
   */
  constructor(root, strings) {
    this.root = root
    this.strings = strings
  }

  /** @param {string} [style] - "notice--alarm", "notice--done" */
  say(message, style = '') {
    const close = element('button', { type: 'button', class: 'notice__close' }, [this.strings.text('close')])
    const notice = element('div', { class: `notice ${style}` }, [element('p', {}, [message]), close])
    close.addEventListener('click', () => notice.remove())
    this.root.prepend(notice)
    while (this.root.children.length > MOST_AT_ONCE) this.root.lastElementChild.remove()
  }

  clear() {
    this.root.textContent = ''
  }

  /**
   * A press that did not count, for whom, why, and what went with it.
   *
   * @param {string} who - the couple, or their reference where the day is not known
   */
  refused(who, press, answer, dropped) {
    const deed = this.strings.text(`deed_${press.deed.replace('-', '_')}`)
    const why = this.startedBy(answer) || this.why(answer)
    const lost = dropped.length > 0 ? ` ${this.strings.counted('also_dropped', dropped.length)}` : ''
    this.say(`${this.strings.text('not_noted', { who, deed })} ${why}${lost}`, 'notice--alarm')
  }

  /** The other officer and the minute: "already started" alone sends people looking. */
  startedBy({ code, problem }) {
    const record = problem.record
    if (code !== 'already_started' || !record || !record.started_at) return null
    const time = clockTime(minuteOf(record.started_at), this.strings.language)
    return record.officer
      ? this.strings.text('started_by', { officer: record.officer, time })
      : this.strings.text('started_by_somebody', { time })
  }

  /** Why something failed, in the service's words where it gave any that are meant for staff. */
  why({ code, problem }) {
    // The service tells the couple to call the office: that is the reader of this page.
    if (code === 'open_booking_exists') return this.strings.text('phone_has_booking')
    const told = this.strings.of(problem.message)
    const fields = (problem.errors || []).map(({ message }) => this.strings.of(message))
    if (told) return [told, ...fields].join(' ')
    return this.strings.text(code === 'network_failure' ? 'no_connection' : 'service_failure')
  }
}
