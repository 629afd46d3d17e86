import { Answers, stepOf } from './answers.mjs'
import { channel } from './channel.mjs'
import { CheckAnswers } from './check-answers.mjs'
import { DayChoice } from './day-choice.mjs'
import { FieldProblems } from './field-problems.mjs'
import { adaptToApp } from './in-app.mjs'
import { KeptPapers } from './kept-papers.mjs'
import { Offers } from './offers.mjs'
import { OtherTabs } from './other-tabs.mjs'
import { OutcomeNotice } from './outcome.mjs'
import { allowed, fragmentOf, nextStep, placeOf, stepBefore } from './places.mjs'
import { carryOver, keepWays, placeToReturn, readLink, skipWithoutFragment } from './private-link.mjs'
import { SlotChoice } from './slot-choice.mjs'
import { Steps } from './steps.mjs'
import { Submissions, sameAnswers } from './submission.mjs'
import { TabMemory } from './tab-memory.mjs'
import { Ticket } from './ticket.mjs'
import { whoAre } from './who.mjs'

/** Refusals that speak of the day: the way on is another day. */
const DAY_REFUSALS = ['day_closed', 'day_past', 'outside_window', 'not_open_yet']

/** One question at a time, then the ticket; loses no word on the way. */
export class BookingJourney {
  /**
   * @param {HTMLElement} root
   * @param {object} tools
   * @param {import('./api.mjs').BookingApi} tools.api
   * @param {import('./strings.mjs').Strings} tools.strings
   */
  constructor(root, { api, strings }) {
    const office = root.dataset
    const shared = { api, strings, office }
    this.root = root
    this.strings = strings
    this.form = root.querySelector('#booking-form')
    this.sendButtons = [...root.querySelectorAll('button[data-sending]')]
    this.unresolved = root.querySelector('[data-unresolved]')
    this.sendStatus = root.querySelector('[data-send-status]')
    this.answers = new Answers(this.form, office.office)
    this.problems = new FieldProblems(root, this.form, strings)
    this.steps = new Steps(root, { onTravel: () => this.travel(), onBack: () => this.back() })
    this.days = new DayChoice(root, { ...shared, onChoose: (date) => this.chooseDay(date) })
    this.slots = new SlotChoice(root, {
      ...shared,
      onChoose: (slot) => this.chooseTime(slot),
      onClosed: (date, message) => this.anotherDay(date, message)
    })
    this.check = new CheckAnswers(root.querySelector('[data-summary]'), strings)
    this.offers = new Offers(root, { ...shared, onTake: (date, slot) => this.take(date, slot) })
    this.outcome = new OutcomeNotice(root, strings, () => this.submit())
    this.ticket = new Ticket(root.querySelector('#ticket'), strings)
    this.papers = new KeptPapers(root, strings)
    this.submissions = new Submissions((answers, key) => api.book(office.office, answers, key), {
      memory: new TabMemory(`natrak-sent-${office.office}`)
    })
    this.tabs = new OtherTabs((told) => this.bookedElsewhere(told))
    this.sending = false
    this.booking = null
  }

  start() {
    skipWithoutFragment()
    adaptToApp()
    this.answers.restore()
    this.useKeptList()
    this.form.addEventListener('submit', (event) => {
      event.preventDefault()
      if (this.steps.current === 'check') this.submit()
      else this.goOn()
    })
    this.form.addEventListener('change', (event) => {
      if (event.target.name === 'who') this.answers.chooseWho()
    })
    this.form.addEventListener('input', () => this.answers.keep())
    this.unresolved.querySelector('button').addEventListener('click', () => this.askAboutEarlier())
    this.unresolved.hidden = !this.submissions.isUnresolved
    for (const waiting of this.root.querySelectorAll('[data-intro], [data-waiting]')) waiting.hidden = true
    this.form.hidden = false
    this.visit({ quietly: true })
  }

  useKeptList() {
    const nationalities = this.papers.nationalities
    if (!nationalities || this.answers.nationalities.some(Boolean)) return
    this.answers.nationalities = nationalities
    const who = whoAre(nationalities)
    if (who) this.form.elements.who.value = who
  }

  // From step to step

  /** Back and forward: after booking they lead to the ticket, never to a form that seems unsent. */
  travel() {
    if (!this.booking) return this.visit()
    const ticket = placeToReturn(this.booking.manage_url, window.location.href)
    // Its own views, to move or to cancel, belong to the other page, whose address is shown already.
    if (readLink(window.location.hash)) window.location.reload()
    else if (ticket) window.location.replace(ticket)
    return undefined
  }

  /** Show what the address names, or the question that has to be answered before it. */
  visit({ quietly = false } = {}) {
    const { step, date } = placeOf(window.location.hash)
    if (date) this.answers.chooseDay(date)
    const place = allowed(step, this.answers.done)
    if (place !== step) this.steps.replace(place, fragmentOf(place, this.answers.date))
    else this.steps.show(place, { quietly })
    this.fill(place)
  }

  go(step) {
    this.steps.go(step, fragmentOf(step, this.answers.date))
    this.fill(step)
  }

  goOn() {
    const problems = this.answers.problems(this.steps.current)
    this.problems.clear()
    if (problems.length > 0) this.problems.show(problems.map((problem) => this.inWords(problem)))
    else this.go(nextStep(this.answers.done))
  }

  back() {
    const step = stepBefore(this.steps.current) || 'day'
    this.steps.replace(step, fragmentOf(step, this.answers.date))
    this.fill(step)
  }

  /** Steps that show more than their fields get it now. */
  fill(step) {
    this.problems.clear()
    carryOver(window.location.hash)
    const { date, time } = this.answers
    if (step === 'day') this.days.open(date)
    if (step === 'slot') this.slots.open(date, { chosen: time && time.slot })
    if (step === 'check') this.check.show(this.answers)
  }

  chooseDay(date) {
    this.answers.chooseDay(date)
    this.go('slot')
  }

  chooseTime(slot) {
    this.answers.chooseTime(slot)
    this.go(nextStep(this.answers.done))
  }

  /** The day itself will not do: back to the calendar, with fresh numbers. */
  anotherDay(date, message, { full = null } = {}) {
    if (this.answers.date === date) this.answers.chooseDay('')
    this.steps.replace('day', fragmentOf('day'))
    carryOver(window.location.hash)
    this.days.open(this.answers.date, { message, full })
  }

  // Sending

  get wanted() {
    const documents = this.answers.attached ? this.papers.documents : {}
    return this.answers.asSent({ ...documents, language: this.strings.language, channel: channel() })
  }

  /** What was sent before and not answered goes first: it may be this couple's booking already. */
  async submit() {
    if (this.sending) return
    this.clearNotices()
    const wanted = this.wanted
    if (this.submissions.isUnresolved) {
      const earlier = await this.repeat()
      if (earlier.verdict !== 'refused' || sameAnswers(earlier.sent, wanted)) {
        this.settle(earlier, wanted)
        return
      }
    }
    const problems = this.answers.problems()
    if (problems.length > 0) this.showProblems(problems.map((problem) => this.inWords(problem)))
    else this.settle(await this.whileBusy((told) => this.submissions.send(wanted, told)), wanted)
  }

  /** After a reload: nothing but the question what became of it. */
  async askAboutEarlier() {
    if (this.sending) return
    this.clearNotices()
    const wanted = this.wanted
    this.settle(await this.repeat(), wanted)
  }

  repeat() {
    return this.whileBusy((told) => this.submissions.repeat(told))
  }

  clearNotices() {
    this.problems.clear()
    this.outcome.clear()
  }

  /** A button stays in place while it works: a vanished or disabled one would drop the focus. */
  async whileBusy(work) {
    const labels = this.sendButtons.map((button) => button.textContent)
    this.sending = true
    for (const button of this.sendButtons) {
      button.setAttribute('aria-disabled', 'true')
      button.textContent = button.dataset.sending
    }
    this.sendStatus.textContent = this.strings.text('sending')
    try {
      return await work((attempt, most) => {
        this.sendStatus.textContent = this.strings.text('retrying', { attempt, most })
      })
    } finally {
      this.sending = false
      this.sendButtons.forEach((button, place) => {
        button.removeAttribute('aria-disabled')
        button.textContent = labels[place]
      })
      this.sendStatus.textContent = ''
    }
  }

  /**
   * An answer is judged by what was sent; the couple may have gone on choosing meanwhile.
   *
   * @param {import('./submission.mjs').Outcome} outcome
   * @param {object} wanted - the answers on the page when the button was pressed
   */
  settle(outcome, wanted) {
    const { verdict, answer, sent } = outcome
    this.unresolved.hidden = true
    if (verdict === 'booked') return this.showTicket(answer.data, sent, !sameAnswers(sent, wanted))
    if (verdict === 'unknown') return this.outcome.show(outcome)
    const { date, time } = this.answers
    const moved = date !== sent.date || !time || time.slot !== sent.slot
    if (answer.code === 'slot_taken') return this.offerOthers(answer.problem, sent, moved)
    if (answer.code === 'slot_unknown' && !moved) return this.chooseTimeAgain(answer)
    if (DAY_REFUSALS.includes(answer.code)) return this.anotherDay(sent.date, this.dayRefusal(answer, sent))
    const { errors } = answer.problem
    if (errors && errors.length > 0) return this.showProblems(errors.map((problem) => this.fromService(problem)))
    return this.outcome.show(outcome)
  }

  /** The ticket first: nothing is forgotten before the couple sees it. */
  showTicket(booking, sent, earlier) {
    this.booking = booking
    this.form.hidden = true
    this.steps.show('ticket')
    this.ticket.show(booking, { phone: sent.phone, earlier })
    // One screenshot then holds the whole of it.
    this.ticket.root.scrollIntoView()
    this.submissions.forget()
    this.answers.forget()
    // From here on a reload, a bookmark and the way back lead to the booking.
    const place = placeToReturn(booking.manage_url, window.location.href)
    keepWays()
    window.history.replaceState(null, '', place || window.location.pathname)
    carryOver(window.location.hash)
    this.tabs.tell(sent.phone, place)
  }

  bookedElsewhere({ phone, link }) {
    if (this.booking || this.answers.value('phone').trim() !== phone) return
    const notice = this.root.querySelector('[data-elsewhere]')
    notice.querySelector('a').href = link
    notice.hidden = false
  }

  // Refusals

  /** Somebody was quicker. Everything typed stays; only the time has to be chosen again. */
  offerOthers({ free_slots: free = [] }, sent, moved) {
    if (moved) {
      const date = this.strings.day(sent.date)
      this.outcome.say([this.strings.text('slot_lost_elsewhere', { date })])
      return
    }
    const lost = { date: sent.date, ...this.answers.time }
    this.answers.chooseDay('')
    this.answers.chooseDay(sent.date)
    this.steps.replace('lost', fragmentOf('slot', sent.date))
    this.offers.show(lost, free)
  }

  /** One press on an offer takes it: everything else has been checked already. */
  take(date, slot) {
    if (this.sending) return
    this.answers.chooseDay(date)
    this.answers.chooseTime(slot)
    this.steps.replace('check', fragmentOf('check'))
    this.fill('check')
    this.submit()
  }

  chooseTimeAgain(answer) {
    const { date } = this.answers
    this.answers.chooseDay('')
    this.answers.chooseDay(date)
    this.steps.replace('slot', fragmentOf('slot', date))
    const message = `${this.outcome.message(answer)} ${this.strings.text('answers_kept')}`
    this.slots.open(date, { message })
  }

  dayRefusal({ code, problem }, { date }) {
    const opensAt = code === 'not_open_yet' && problem.opens_at
    const words = this.strings.day(date)
    const reason = opensAt
      ? this.strings.text('day_cannot_opens', { date: words, opens: this.strings.moment(opensAt) })
      : this.strings.text('about_day', { date: words, message: this.strings.of(problem.message) })
    return `${reason} ${this.strings.text('answers_kept')}`
  }

  // Problems with single answers

  /** Those of the first step that has any: one question at a time here too. */
  showProblems(problems) {
    const step = stepOf(problems[0].field)
    if (step !== this.steps.current) this.go(step)
    this.problems.show(problems.filter(({ field }) => stepOf(field) === step))
  }

  inWords({ field, code, values }) {
    return { field, message: this.strings.text(`error_${code}`, values) }
  }

  fromService({ field, message }) {
    return { field, message: this.strings.of(message) || this.strings.text('error_field_unknown') }
  }
}
