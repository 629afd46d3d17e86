import { Calendar } from './calendar.mjs'
import { isDay } from './dates.mjs'
import { Draft } from './draft.mjs'
import { element, refill } from './elements.mjs'
import { FieldProblems } from './field-problems.mjs'
import { OutcomeNotice } from './outcome.mjs'
import { carryOver, placeToReturn, skipWithoutFragment } from './private-link.mjs'
import { SlotPicker, withOnlyFree } from './slot-picker.mjs'
import { Submissions, sameAnswers } from './submission.mjs'
import { Ticket } from './ticket.mjs'
import { findProblems, tidyName } from './validate.mjs'

/** Refusals that speak of the day: the way on is another day. */
const DAY_REFUSALS = ['day_closed', 'day_past', 'outside_window', 'not_open_yet']

/** A day, a time, two people: asks for a place and does not lose a word when it is gone. */
export class BookingForm {
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
    this.office = root.dataset.office
    this.form = root.querySelector('#booking-form')
    this.sendButtons = [...root.querySelectorAll('button[data-sending]')]
    this.dayNotice = root.querySelector('[data-day-notice]')
    this.dayActions = root.querySelector('[data-day-actions]')
    this.unresolved = root.querySelector('[data-unresolved]')
    this.chosen = root.querySelector('[data-chosen]')
    this.sendStatus = root.querySelector('[data-send-status]')
    this.problems = new FieldProblems(root, strings)
    this.slots = new SlotPicker(root.querySelector('[data-slot-picker]'), strings)
    this.ticket = new Ticket(root.querySelector('#ticket'), strings)
    this.outcome = new OutcomeNotice(root, strings, () => this.submit())
    this.calendar = new Calendar(root.querySelector('[data-calendar]'), {
      strings,
      onChoose: (date) => this.chooseDay(date)
    })
    this.draft = new Draft(this.form)
    this.submissions = new Submissions((answers, key) => api.book(this.office, answers, key))
    this.sending = false
  }

  async start() {
    skipWithoutFragment()
    this.chosenBefore = this.draft.restore()
    this.form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.submit()
    })
    this.form.addEventListener('input', () => this.noteChange())
    this.unresolved.querySelector('button').addEventListener('click', () => this.askAboutEarlier())
    this.unresolved.hidden = !this.submissions.isUnresolved
    this.root.querySelector('[data-waiting]').hidden = true
    this.form.hidden = false
    this.showChosen()
    await this.openCalendar()
  }

  // The day and the time

  async openCalendar() {
    if (await this.loadDays()) await this.chooseAgain(this.chosenBefore)
  }

  /** @param {string|null} [full] - a day known to be full, though what is read may be older */
  async loadDays(full = null) {
    this.dayMessage('hint', this.strings.text('loading_days'))
    const answer = await this.api.days(this.office)
    if (!answer.ok) {
      const ways = [this.outcome.retryButton(() => this.openCalendar()), this.outcome.phoneLink()]
      this.dayMessage('notice notice--alarm', this.strings.text('days_failed'), ways)
      return false
    }
    this.clearDayMessage()
    this.calendar.show(answer.data.days.map((day) => (day.date === full && day.open ? { ...day, free: 0 } : day)))
    return true
  }

  /** The day of a link such as /book/?date=2026-12-14, or what was chosen before a reload. */
  async chooseAgain({ date, slot }) {
    const linked = new URLSearchParams(window.location.search).get('date')
    const wanted = linked && isDay(linked) ? linked : date
    if (!wanted || this.date) return
    if (!this.calendar.freeDay(wanted)) {
      this.dayMessage('notice', this.calendar.refusal(wanted))
      return
    }
    await this.chooseDay(wanted, { moveOn: false })
    if (wanted !== date || this.date !== date || this.slot) return
    this.slots.check(slot)
    this.noteChange()
  }

  /** `moveOn` leads the eye and the focus to the times, as after a press on a day. */
  async chooseDay(date, { moveOn = true } = {}) {
    this.clearDayMessage()
    this.form.elements.date.value = date
    this.calendar.mark(date)
    this.slots.showLoading()
    this.noteChange()
    if ((await this.loadSlots(date)) && moveOn) {
      this.slots.legend.focus({ preventScroll: true })
      this.root.querySelector('#choose-slot').scrollIntoView()
    }
  }

  /** False when the couple has moved on to another day, or the times did not come. */
  async loadSlots(date, notice = '') {
    const answer = await this.api.day(this.office, date)
    if (this.date !== date) return false
    if (answer.ok) this.slots.show(answer.data, notice)
    else this.slots.showFailure(() => this.chooseDay(date))
    this.showChosen()
    return answer.ok
  }

  forgetDay() {
    this.form.elements.date.value = ''
    this.calendar.mark(null)
    this.slots.clear()
    this.noteChange()
  }

  get date() {
    return this.form.elements.date.value
  }

  get slot() {
    const pressed = this.form.querySelector('input[name="slot"]:checked')
    return pressed ? Number(pressed.value) : null
  }

  noteChange() {
    this.draft.keep(this.date, this.slot)
    this.showChosen()
  }

  showChosen() {
    this.chosen.textContent = this.chosenWords()
  }

  chosenWords() {
    if (!this.date) return this.strings.text('chosen_nothing')
    const date = this.strings.day(this.date)
    if (!this.slot) return this.strings.text('chosen_day_only', { date })
    return this.strings.text('chosen', { date, time: this.slots.timeOf(this.slot) })
  }

  dayMessage(style, message, ways = []) {
    refill(this.dayNotice, [element('p', { class: style, tabindex: '-1' }, [message])])
    refill(this.dayActions, ways)
  }

  clearDayMessage() {
    refill(this.dayNotice, [])
    refill(this.dayActions, [])
  }

  // Sending

  /** What is sent, in the words of the service. An empty e-mail is left out. */
  answers() {
    const value = (name) => this.form.elements[name].value
    const email = value('email').trim()
    return {
      date: this.date,
      slot: this.slot,
      couple: [1, 2].map((number) => ({
        name: tidyName(value(`name-${number}`)),
        nationality: value(`nationality-${number}`)
      })),
      phone: value('phone').trim(),
      ...(email ? { email } : {}),
      language: this.strings.language
    }
  }

  /** What was sent before and not answered goes first: it may be this couple's booking already. */
  async submit() {
    if (this.sending) return
    this.clearNotices()
    const answers = this.answers()
    if (this.submissions.isUnresolved) {
      const earlier = await this.repeat()
      if (earlier.verdict !== 'refused' || sameAnswers(earlier.sent, answers)) {
        await this.settle(earlier, answers)
        return
      }
    }
    const problems = findProblems(answers)
    if (problems.length > 0) this.problems.show(problems.map((problem) => this.inWords(problem)))
    else await this.settle(await this.whileBusy((told) => this.submissions.send(answers, told)), answers)
  }

  /** After a reload: nothing but the question what became of it. */
  async askAboutEarlier() {
    if (this.sending) return
    this.clearNotices()
    const answers = this.answers()
    await this.settle(await this.repeat(), answers)
  }

  repeat() {
    return this.whileBusy((told) => this.submissions.repeat(told))
  }

  clearNotices() {
    this.problems.clear()
    this.slots.dropNotice()
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
   * @param {object} answers - those on the page when the button was pressed
   */
  settle(outcome, answers) {
    const { verdict, answer, sent } = outcome
    this.unresolved.hidden = true
    if (verdict === 'booked') return this.showTicket(answer.data, sent, !sameAnswers(sent, answers))
    if (verdict === 'unknown') return this.outcome.show(outcome)
    if (answer.code === 'slot_taken') return this.offerOtherSlots(answer.problem, sent)
    if (answer.code === 'slot_unknown') return this.offerSlotsAgain(answer, sent)
    if (DAY_REFUSALS.includes(answer.code)) return this.offerOtherDays(sent.date, this.dayRefusal(answer, sent))
    const { errors } = answer.problem
    if (errors && errors.length > 0) {
      return this.problems.show(errors.map((problem) => this.fromService(problem)))
    }
    return this.outcome.show(outcome)
  }

  /** The ticket first: nothing is forgotten before the couple sees it. */
  showTicket(booking, sent, earlier) {
    this.ticket.show(booking, { phone: sent.phone, earlier })
    this.form.hidden = true
    this.root.querySelector('[data-intro]').hidden = true
    this.submissions.forget()
    this.form.reset()
    this.form.elements.date.value = ''
    this.draft.forget()
    document.title = `${this.ticket.part('.ticket__heading').textContent} ${booking.reference}`
    // From here on a reload, a bookmark and the way back lead to the booking.
    const place = placeToReturn(booking.manage_url, window.location.href)
    window.history.replaceState(null, '', place || window.location.pathname)
    carryOver(window.location.hash)
    window.scrollTo(0, 0)
  }

  // Refusals

  /**
   * Somebody was quicker. Everything typed stays; only the time has to be chosen again. What is
   * read again may be some seconds old, so the free times are those the refusal names.
   */
  async offerOtherSlots({ free_slots: free = [] }, sent) {
    const before = this.date === sent.date ? this.slots.slots : []
    const reread = await this.api.day(this.office, sent.date)
    const day = reread.ok ? reread.data : { date: sent.date, slots: before }
    if (this.date !== sent.date || day.slots.length === 0) {
      const date = this.strings.day(sent.date)
      this.outcome.say([this.strings.text('slot_lost_elsewhere', { date }), this.chosenWords()])
      return
    }
    if (free.length === 0) {
      await this.offerOtherDays(sent.date, this.strings.text('slot_lost_day_full'), { full: true })
      return
    }
    const picked = this.slot
    const time = this.slots.timeOf(sent.slot, day.slots)
    const slots = withOnlyFree(day.slots, free)
    this.slots.show({ ...day, slots }, this.strings.text('slot_lost', { time }))
    this.slots.check(picked)
    this.noteChange()
    this.leadTo(this.slots.notice, '#choose-slot')
  }

  async offerSlotsAgain(answer, sent) {
    const message = `${this.outcome.message(answer)} ${this.strings.text('answers_kept')}`
    if (this.date !== sent.date) this.outcome.say([message])
    else if (await this.loadSlots(sent.date, message)) this.leadTo(this.slots.notice, '#choose-slot')
  }

  dayRefusal({ code, problem }, { date }) {
    const opensAt = code === 'not_open_yet' && problem.opens_at
    const message = this.strings.of(problem.message)
    const reason = opensAt
      ? this.calendar.opening(date, opensAt)
      : this.strings.text('about_day', { date: this.strings.day(date), message })
    return `${reason} ${this.strings.text('answers_kept')}`
  }

  /** The day itself will not do: back to the calendar, with fresh numbers. */
  async offerOtherDays(date, message, { full = false } = {}) {
    if (this.date === date) this.forgetDay()
    const loaded = await this.loadDays(full ? date : null)
    const ways = [...this.dayActions.childNodes]
    const more = loaded ? '' : ` ${this.strings.text('days_failed')}`
    this.dayMessage('notice notice--alarm', `${message}${more}`, ways)
    this.leadTo(this.dayNotice.firstElementChild, '#choose-day')
  }

  leadTo(notice, step) {
    notice.focus({ preventScroll: true })
    this.root.querySelector(step).scrollIntoView()
  }

  // Problems with single answers

  inWords({ field, code, values }) {
    return { field, message: this.strings.text(`error_${code}`, values) }
  }

  fromService({ field, message }) {
    return { field, message: this.strings.of(message) || this.strings.text('error_field_unknown') }
  }
}
