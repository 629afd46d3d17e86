import { isUnknown } from './api.mjs'
import { isDay } from './dates.mjs'
import { DayChoice } from './day-choice.mjs'
import { adaptToApp } from './in-app.mjs'
import { Offers } from './offers.mjs'
import { showOffice } from './office-facts.mjs'
import { OutcomeNotice } from './outcome.mjs'
import { carryOver, linkTo, readLink, skipWithoutFragment } from './private-link.mjs'
import { ResendForm } from './resend-form.mjs'
import { SlotChoice } from './slot-choice.mjs'
import { Steps } from './steps.mjs'
import { withRepeats } from './submission.mjs'
import { Ticket, stateOf } from './ticket.mjs'

/** A header carries only plain letters; a token with others was damaged on its way. */
const PLAIN_LETTERS = /^[\x21-\x7e]+$/

/** Opens the booking a private link leads to. Opening changes nothing; only its buttons do. */
export class ManageBooking {
  /**
   * @param {HTMLElement} root
   * @param {object} tools
   * @param {import('./api.mjs').BookingApi} tools.api
   * @param {import('./strings.mjs').Strings} tools.strings
   */
  constructor(root, { api, strings }) {
    const shared = { api, strings, office: root.dataset }
    this.root = root
    this.api = api
    this.strings = strings
    this.steps = new Steps(root, { onTravel: () => this.visit(), onBack: () => this.go('ticket') })
    this.ticket = new Ticket(root.querySelector('#ticket'), strings)
    this.days = new DayChoice(root, { ...shared, onChoose: (day) => this.go('slot', { day }) })
    this.slots = new SlotChoice(root, {
      ...shared,
      onChoose: (slot) => this.wishFor(this.slots.date, slot),
      onClosed: (date, message) => this.anotherDay(message)
    })
    this.offers = new Offers(root, { ...shared, onTake: (date, slot) => this.take(date, slot) })
    this.outcome = new OutcomeNotice(root, strings, () => this.deed())
    this.done = root.querySelector('[data-done]')
    this.link = null
    this.booking = null
    this.wish = null
    this.sending = false
    for (const form of root.querySelectorAll('form[data-resend]')) new ResendForm(root, form, { api, strings }).start()
  }

  start() {
    skipWithoutFragment()
    adaptToApp()
    this.root.querySelector('[data-retry]').addEventListener('click', () => this.visit())
    this.root.querySelector('[data-move]').addEventListener('click', () => this.move())
    this.root.querySelector('[data-cancel]').addEventListener('click', () => this.cancel())
    return this.visit({ quietly: true })
  }

  // What the address names

  async visit({ quietly = false } = {}) {
    const fragment = window.location.hash
    const link = readLink(fragment)
    carryOver(fragment)
    this.outcome.clear()
    if (!link) return this.steps.show('no_link', { quietly })
    if (!PLAIN_LETTERS.test(link.token)) return this.steps.show('bad_link')
    if (!this.booking || this.link.token !== link.token || this.link.reference !== link.reference) {
      this.steps.show('waiting', { quietly: true })
      const answer = await this.api.booking(link.reference, link.token)
      if (window.location.hash !== fragment) return undefined
      if (!answer.ok) return this.steps.show(isWrongLink(answer) ? 'bad_link' : 'failed')
      this.booking = answer.data
      showOffice(this.root, this.booking.office)
    }
    this.link = link
    return this.showView(link)
  }

  /** A link may name a view, but never more than the question in it. */
  showView({ view, day }) {
    const step = this.stepOf(view, day)
    this.steps.show(step)
    this.fill(step, day)
  }

  stepOf(view, day) {
    const { can_move: move, can_cancel: cancel, papers_state: papers } = this.booking
    if (view === 'papers') return papers && stateOf(this.booking) === 'booked' ? 'papers' : 'ticket'
    if (view === 'cancel') return cancel ? 'cancel' : 'ticket'
    if (!move) return 'ticket'
    if (view === 'slot') return isDay(day) ? 'slot' : 'day'
    if (view === 'confirm') return this.wish ? 'confirm' : 'day'
    return view === 'day' ? 'day' : 'ticket'
  }

  go(view, more = {}) {
    const fragment = linkTo(this.link, view === 'ticket' ? {} : { view, ...more })
    this.steps.go(view, fragment)
    carryOver(fragment)
    this.fill(view, more.day)
  }

  fill(step, day) {
    const { date, slot } = this.booking
    this.outcome.clear()
    if (step === 'ticket') this.ticket.show(this.booking)
    else this.done.hidden = true
    if (step === 'day') this.days.open('')
    if (step === 'slot') this.slots.open(day, { own: day === date ? slot : null })
    if (step === 'confirm') {
      this.say('[data-from]', this.words(this.booking))
      this.say('[data-to]', this.words(this.wish))
    }
    if (step === 'papers') this.openPapers()
    if (step === 'cancel') this.say('[data-what]', this.words(this.booking))
  }

  /** Most couples never open it, so its code comes only then. */
  async openPapers() {
    const { openPapers } = await import('../papers/send-papers.mjs')
    await openPapers(this.steps.section('papers'), { api: this.api, link: this.link, language: this.strings.language })
  }

  words(when) {
    return this.strings.text('day_and_time', { date: this.strings.day(when.date), time: this.strings.times(when) })
  }

  say(place, words) {
    this.root.querySelector(place).textContent = words
  }

  anotherDay(message) {
    this.steps.replace('day', linkTo(this.link, { view: 'day' }))
    this.days.open('', { message })
  }

  // What its buttons do

  wishFor(date, { slot, start, end }) {
    this.wish = { date, slot, start, end }
    this.go('confirm')
  }

  take(date, slot) {
    this.wishFor(date, slot)
    this.move()
  }

  move() {
    const { date, slot } = this.wish
    const { reference, token } = this.link
    return this.change({
      ask: () => this.api.move(reference, token, { date, slot }),
      happened: (booking) => booking.date === date && booking.slot === slot,
      done: 'moved_done',
      notDone: 'not_moved'
    })
  }

  cancel() {
    const { reference, token } = this.link
    return this.change({
      ask: () => this.api.cancel(reference, token),
      happened: (booking) => booking.status === 'cancelled',
      done: 'cancelled_done',
      notDone: 'not_cancelled'
    })
  }

  /** One deed at a time. When its answer is lost, the booking itself tells what became of it. */
  async change(deed) {
    if (this.sending) return
    this.deed = () => this.change(deed)
    this.outcome.clear()
    this.busy(true)
    const answer = await deed.ask()
    const now = answer.ok || answer.code === 'slot_taken' ? answer : await this.readAgain()
    this.busy(false)
    if (now.ok) this.booking = now.data
    if (now.ok && deed.happened(now.data)) this.finish(deed.done)
    else if (answer.code === 'slot_taken') this.offerOthers(answer.problem)
    else this.explain(answer, now, deed)
  }

  readAgain() {
    return withRepeats(() => this.api.booking(this.link.reference, this.link.token))
  }

  finish(done) {
    this.wish = null
    window.history.replaceState(null, '', linkTo(this.link))
    carryOver(window.location.hash)
    this.steps.show('ticket')
    this.ticket.show(this.booking)
    this.done.textContent = this.strings.text(done)
    this.done.hidden = false
  }

  offerOthers({ free_slots: free = [] }) {
    this.steps.show('lost')
    this.offers.show(this.wish, free)
  }

  explain(answer, now, { notDone }) {
    const state = this.strings.text(now.ok ? notDone : 'perhaps_changed')
    this.outcome.say([this.outcome.message(answer), state], { again: isUnknown(answer), code: answer.code })
  }

  busy(sending) {
    this.sending = sending
    for (const button of this.root.querySelectorAll('[data-move], [data-cancel]')) {
      if (sending) button.setAttribute('aria-disabled', 'true')
      else button.removeAttribute('aria-disabled')
    }
    for (const status of this.root.querySelectorAll('[data-send-status]')) {
      status.textContent = sending ? this.strings.text('changing') : ''
    }
  }
}

/** The service answers an unknown reference and a wrong token alike; both mean the link is wrong. */
function isWrongLink(answer) {
  return !isUnknown(answer) && answer.status !== 429
}
