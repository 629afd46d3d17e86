import { KeyKeeper, withRepeats, worthRepeating } from './api.mjs'
import { Calendar } from './calendar.mjs'
import { dayInWords, isDay } from './dates.mjs'
import { element, refill } from './elements.mjs'
import { ErrorSummary } from './error-summary.mjs'
import { SlotPicker } from './slot-picker.mjs'
import { Ticket } from './ticket.mjs'
import { findProblems, tidyName } from './validate.mjs'

/** Refusals that speak of the day: the way on is another day. */
const DAY_REFUSALS = ['day_closed', 'day_past', 'outside_window', 'not_open_yet']

const SECONDS_TO_WAIT = 30

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
    this.keys = new KeyKeeper()
    this.form = root.querySelector('#booking-form')
    this.submitButton = this.form.querySelector('button[type="submit"]')
    this.dayNotice = root.querySelector('[data-day-notice]')
    this.outcome = root.querySelector('[data-outcome]')
    this.chosen = root.querySelector('[data-chosen]')
    this.sendStatus = root.querySelector('[data-send-status]')
    this.summary = new ErrorSummary(root.querySelector('.error-summary'), strings.text('title_error'))
    this.slots = new SlotPicker(root.querySelector('[data-slots]'), strings)
    this.ticket = new Ticket(root.querySelector('#ticket'), strings)
    this.calendar = new Calendar(root.querySelector('[data-calendar]'), {
      strings,
      onChoose: (date) => this.chooseDay(date)
    })
    this.sending = false
  }

  async start() {
    this.form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.submit()
    })
    this.form.addEventListener('change', () => this.showChosen())
    this.root.querySelector('[data-waiting]').hidden = true
    this.form.hidden = false
    this.showChosen()
    if (await this.loadDays()) this.chooseLinkedDay()
  }

  // The day and the time

  async loadDays() {
    this.dayMessage('hint', this.strings.text('loading_days'))
    const answer = await this.api.days(this.office)
    if (!answer.ok) {
      this.dayMessage('notice notice--alarm', this.strings.text('days_failed'), [
        this.retryButton(() => this.loadDays()),
        this.phoneLink()
      ])
      return false
    }
    refill(this.dayNotice, [])
    this.calendar.show(answer.data.days)
    return true
  }

  /** A link such as /book/?date=2026-12-14 opens that day, if it is still free. */
  chooseLinkedDay() {
    const date = new URLSearchParams(window.location.search).get('date')
    if (!date || !isDay(date)) return
    if (this.calendar.freeDay(date)) this.chooseDay(date, { moveOn: false })
    else this.dayMessage('notice', this.calendar.refusal(date))
  }

  /** `moveOn` leads the eye and the focus to the times, as after a press on a day. */
  async chooseDay(date, { moveOn = true } = {}) {
    refill(this.dayNotice, [])
    this.form.elements.date.value = date
    this.calendar.mark(date)
    this.slots.showLoading()
    this.showChosen()
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
    this.showChosen()
  }

  get date() {
    return this.form.elements.date.value
  }

  get slot() {
    const pressed = this.form.querySelector('input[name="slot"]:checked')
    return pressed ? Number(pressed.value) : null
  }

  showChosen() {
    this.chosen.textContent = this.chosenWords()
  }

  chosenWords() {
    if (!this.date) return this.strings.text('chosen_nothing')
    const date = this.strings.text('date_long', dayInWords(this.date, this.strings.language))
    if (!this.slot) return this.strings.text('chosen_day_only', { date })
    return this.strings.text('chosen', { date, time: this.slots.timeOf(this.slot) })
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

  async submit() {
    if (this.sending) return
    this.clearProblems()
    this.slots.dropNotice()
    refill(this.outcome, [])
    const answers = this.answers()
    const problems = findProblems(answers)
    if (problems.length > 0) {
      this.showProblems(problems.map((problem) => this.inWords(problem)))
      return
    }
    this.settle(await this.send(answers))
  }

  /** The button stays in place while it works: a vanished or disabled one would drop the focus. */
  async send(answers) {
    const label = this.submitButton.textContent
    this.sending = true
    this.submitButton.setAttribute('aria-disabled', 'true')
    this.submitButton.textContent = this.submitButton.dataset.sending
    this.sendStatus.textContent = this.strings.text('sending')
    try {
      const key = this.keys.keyFor(answers)
      return await withRepeats(() => this.api.book(this.office, answers, key), {
        onRepeat: (attempt, most) => {
          this.sendStatus.textContent = this.strings.text('retrying', { attempt, most })
        }
      })
    } finally {
      this.sending = false
      this.submitButton.removeAttribute('aria-disabled')
      this.submitButton.textContent = label
      this.sendStatus.textContent = ''
    }
  }

  settle(answer) {
    if (answer.ok) return this.showTicket(answer.data)
    if (answer.code === 'slot_taken') return this.offerOtherSlots(answer)
    if (answer.code === 'slot_unknown') return this.offerSlotsAgain(answer)
    if (DAY_REFUSALS.includes(answer.code)) {
      return this.offerOtherDays(`${this.message(answer)} ${this.strings.text('answers_kept')}`)
    }
    if (answer.problem.errors && answer.problem.errors.length > 0) {
      return this.showProblems(answer.problem.errors.map((problem) => this.fromService(problem)))
    }
    if (answer.code === 'idempotency_key_reused') this.keys.forget()
    return this.showOutcome(answer)
  }

  showTicket(booking) {
    this.keys.forget()
    this.form.reset()
    this.form.elements.date.value = ''
    this.form.hidden = true
    this.root.querySelector('[data-intro]').hidden = true
    // A day in the address would offer itself again to whoever reloads or shares the page.
    window.history.replaceState(null, '', window.location.pathname)
    this.ticket.show(booking)
    document.title = `${this.ticket.part('.ticket__heading').textContent} ${booking.reference}`
    window.scrollTo(0, 0)
  }

  // Refusals

  /** Somebody was quicker. Everything typed stays; only the time has to be chosen again. */
  async offerOtherSlots(answer) {
    const { date } = this
    const time = this.slots.timeOf(this.slot)
    const lost = this.strings.text('slot_lost', { time })
    const before = this.slots.slots
    const loaded = await this.loadSlots(date, lost)
    if (this.date !== date) return
    // The refusal itself names the free slots, for the case that asking again fails.
    if (!loaded) this.slots.show({ date, slots: withFree(before, answer.problem.free_slots) }, lost)
    this.showChosen()
    if (!this.slots.hasFree) {
      await this.offerOtherDays(this.strings.text('slot_lost_day_full'))
      return
    }
    this.slots.notice.focus({ preventScroll: true })
    this.root.querySelector('#choose-slot').scrollIntoView()
  }

  async offerSlotsAgain(answer) {
    const { date } = this
    await this.loadSlots(date, `${this.message(answer)} ${this.strings.text('answers_kept')}`)
    if (this.slots.notice) this.slots.notice.focus()
  }

  /** The day itself will not do: back to the calendar, with fresh numbers. */
  async offerOtherDays(message) {
    this.forgetDay()
    if (!(await this.loadDays())) return
    this.dayMessage('notice notice--alarm', message)
    this.dayNotice.firstElementChild.focus({ preventScroll: true })
    this.root.querySelector('#choose-day').scrollIntoView()
  }

  /** Nothing to correct: say what happened, whether a booking may exist, and what to do next. */
  showOutcome(answer) {
    const retry = worthRepeating(answer) || answer.code === 'too_many_requests' || answer.code === 'idempotency_key_reused'
    const notice = element('div', { class: 'notice notice--alarm', tabindex: '-1', 'data-code': answer.code }, [
      element('h3', {}, [this.strings.text('not_sent_heading')]),
      element('p', {}, [this.message(answer)]),
      element('p', {}, [this.reassurance(answer)]),
      ...(retry ? [this.retryButton(() => this.submit())] : []),
      this.phoneLink()
    ])
    refill(this.outcome, [notice])
    notice.focus()
  }

  /** Whether the booking may have been made: the one thing a couple needs to know. */
  reassurance(answer) {
    if (worthRepeating(answer)) return this.strings.text('perhaps_booked')
    if (answer.code === 'open_booking_exists') return this.strings.text('open_booking_advice')
    if (answer.code === 'too_many_requests') {
      return this.strings.text('not_booked_wait', { seconds: answer.retryAfter || SECONDS_TO_WAIT })
    }
    return this.strings.text('answers_kept')
  }

  /** The service's own sentence in the language of the page, or ours where it could not speak. */
  message(answer) {
    const said = this.strings.of(answer.problem.message)
    if (said) return said
    if (answer.code !== 'network_failure') return this.strings.text('service_failure')
    return this.strings.text(navigator.onLine === false ? 'offline' : 'network_failure')
  }

  retryButton(act) {
    const button = element('button', { type: 'button', class: 'button' }, [this.strings.text('retry')])
    button.addEventListener('click', act)
    return button
  }

  phoneLink() {
    const { phone, phoneLink } = this.root.dataset
    return element('p', {}, [element('a', { href: phoneLink }, [this.strings.text('call_office', { phone })])])
  }

  dayMessage(style, message, more = []) {
    const box = element('div', { class: style, tabindex: '-1', role: 'status' }, [element('p', {}, [message]), ...more])
    refill(this.dayNotice, [box])
  }

  // Problems with single answers

  inWords({ field, code, values }) {
    return { field, message: this.strings.text(`error_${code}`, values) }
  }

  fromService({ field, message }) {
    return { field, message: this.strings.of(message) || this.strings.text('error_field_unknown') }
  }

  showProblems(problems) {
    for (const { field, message } of problems) this.markField(field, message)
    this.summary.show(problems.map(({ field, message }) => ({ message, target: this.target(field) })))
  }

  /** The control on the page that an answer came from. */
  control(field) {
    const person = /^couple\[([01])\]\.(name|nationality)$/.exec(field)
    if (person) return this.form.elements[`${person[2]}-${Number(person[1]) + 1}`]
    return field === 'phone' || field === 'email' ? this.form.elements[field] : null
  }

  /** Where the line in the summary leads. */
  target(field) {
    if (field === 'date') return this.root.querySelector('#choose-day')
    if (field === 'slot') return this.slots.firstFree || this.root.querySelector('#choose-slot')
    return this.control(field) || this.root.querySelector('#choose-day')
  }

  markField(field, message) {
    if (field === 'date') this.dayNotice.append(element('p', { class: 'field-error' }, [message]))
    if (field === 'slot') this.slots.root.prepend(element('p', { class: 'field-error' }, [message]))
    const control = this.control(field)
    if (!control || control.getAttribute('aria-invalid')) return
    const id = `${control.id}-error`
    const box = control.closest('.field')
    control.before(element('p', { class: 'field-error', id }, [message]))
    control.setAttribute('aria-invalid', 'true')
    control.dataset.describedBefore = control.getAttribute('aria-describedby') || ''
    control.setAttribute('aria-describedby', `${id} ${control.dataset.describedBefore}`.trim())
    box.classList.add('field--wrong')
  }

  clearProblems() {
    this.summary.clear()
    for (const message of this.form.querySelectorAll('.field-error')) message.remove()
    for (const box of this.form.querySelectorAll('.field--wrong')) box.classList.remove('field--wrong')
    for (const control of this.form.querySelectorAll('[aria-invalid]')) {
      control.removeAttribute('aria-invalid')
      const before = control.dataset.describedBefore
      if (before) control.setAttribute('aria-describedby', before)
      else control.removeAttribute('aria-describedby')
    }
  }
}

/** The same slots with only the named ones free. */
function withFree(slots, free = []) {
  return slots.map((slot) => ({ ...slot, free: free.includes(slot.slot) ? 1 : 0 }))
}
