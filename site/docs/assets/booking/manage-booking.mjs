import { isUnknown } from './api.mjs'
import { carryOver, readLink, skipWithoutFragment } from './private-link.mjs'
import { Ticket } from './ticket.mjs'

/** A header carries only plain letters; a token with others was damaged on its way. */
const PLAIN_LETTERS = /^[\x21-\x7e]+$/

/** Opens the booking a private link leads to. It reads and changes nothing. */
export class ManageBooking {
  /**
   * @param {HTMLElement} root
   * @param {object} tools
   * @param {import('./api.mjs').BookingApi} tools.api
   * @param {import('./strings.mjs').Strings} tools.strings
   */
  constructor(root, { api, strings }) {
    this.root = root
    this.api = api
    this.strings = strings
    this.waiting = root.querySelector('[data-waiting]')
    this.announcement = root.querySelector('[data-announce]')
    this.ticket = new Ticket(root.querySelector('#ticket'), strings)
  }

  start() {
    skipWithoutFragment()
    this.root.querySelector('[data-retry]').addEventListener('click', () => this.open())
    // A second link pasted into the same tab changes only the fragment: the page is not loaded anew.
    window.addEventListener('hashchange', () => this.open())
    return this.open()
  }

  async open() {
    const fragment = window.location.hash
    carryOver(fragment)
    const link = readLink(fragment)
    if (!link) {
      this.showState('no_link')
      return
    }
    if (!PLAIN_LETTERS.test(link.token)) {
      this.showState('bad_link')
      return
    }
    this.showState('waiting')
    const answer = await this.api.booking(link.reference, link.token)
    if (window.location.hash !== fragment) return
    if (answer.ok) this.showBooking(answer.data)
    else this.showState(isWrongLink(answer) ? 'bad_link' : 'failed')
  }

  showBooking(booking) {
    this.showState(null)
    this.ticket.show(booking)
    this.announcement.textContent = this.strings.text('opened')
  }

  /** One thing at a time: waiting, a reason why there is no booking, or (null) the booking. */
  showState(name) {
    this.ticket.hide()
    this.announcement.textContent = ''
    this.waiting.hidden = name !== 'waiting'
    for (const state of this.root.querySelectorAll('[data-state]')) {
      state.hidden = state.dataset.state !== name
      if (!state.hidden && name !== 'no_link') state.querySelector('h2').focus()
    }
  }
}

/** The service answers an unknown reference and a wrong token alike; both mean the link is wrong. */
function isWrongLink(answer) {
  return !isUnknown(answer) && answer.status !== 429
}
