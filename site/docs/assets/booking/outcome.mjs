import { element, refill, retryButton } from './elements.mjs'
import { toManage } from './private-link.mjs'

const SECONDS_TO_WAIT = 30

/** Refusals after which the same answers may be sent once more. */
const WORTH_SENDING_AGAIN = ['too_many_requests', 'idempotency_key_reused']

/** What became of a submission that brought neither a ticket nor anything to correct. */
export class OutcomeNotice {
  /**
   * @param {HTMLElement} root - the booking page; the notice appears in its [data-outcome]
   * @param {import('./strings.mjs').Strings} strings
   * @param {() => void} retry
   */
  constructor(root, strings, retry) {
    this.place = root.querySelector('[data-outcome]')
    this.office = root.dataset
    this.strings = strings
    this.retry = retry
  }

  clear() {
    refill(this.place, [])
  }

  /** @param {import('./submission.mjs').Outcome} outcome */
  show({ verdict, answer }) {
    const again = verdict === 'unknown' || WORTH_SENDING_AGAIN.includes(answer.code)
    this.say([this.message(answer), this.reassurance(verdict, answer)], { again, code: answer.code })
  }

  /** Takes the focus, so that it is seen and read out wherever the couple is on the page. */
  say(sentences, { again = false, code = null } = {}) {
    const heading = element('h2', { id: 'outcome-heading' }, [this.strings.text('not_sent_heading')])
    const attributes = { role: 'group', 'aria-labelledby': 'outcome-heading', tabindex: '-1', 'data-code': code }
    const notice = element('div', { class: 'notice notice--alarm', ...attributes }, [
      heading,
      ...sentences.map((sentence) => element('p', {}, [sentence])),
      ...(again ? [retryButton(this.strings, this.retry)] : []),
      ...(code === 'open_booking_exists' ? [this.lostLink()] : []),
      this.phoneLink()
    ])
    refill(this.place, [notice])
    notice.focus()
    notice.scrollIntoView({ block: 'nearest' })
  }

  /** Whether the booking may have been made: the one thing a couple needs to know. */
  reassurance(verdict, answer) {
    const wait = () => this.strings.wait(answer.retryAfter || SECONDS_TO_WAIT)
    const isBusy = answer.code === 'too_many_requests'
    if (verdict === 'unknown') {
      return isBusy ? this.strings.text('perhaps_booked_wait', { wait: wait() }) : this.strings.text('perhaps_booked')
    }
    if (isBusy) return this.strings.text('not_booked_wait', { wait: wait() })
    return this.strings.text(answer.code === 'open_booking_exists' ? 'open_booking_advice' : 'answers_kept')
  }

  /** The service's own sentence in the language of the page, or ours where it could not speak. */
  message(answer) {
    const said = this.strings.of(answer.problem.message)
    if (said) return said
    if (answer.code !== 'network_failure') return this.strings.text('service_failure')
    return this.strings.text(navigator.onLine === false ? 'offline' : 'network_failure')
  }

  /** Whoever booked before with this phone may only have lost the way back. */
  lostLink() {
    return element('p', {}, [element('a', { href: toManage(window.location.href) }, [this.strings.text('find_booking')])])
  }

  phoneLink() {
    const { phone, phoneLink } = this.office
    return element('p', {}, [element('a', { href: phoneLink }, [this.strings.text('call_office', { phone })])])
  }
}
