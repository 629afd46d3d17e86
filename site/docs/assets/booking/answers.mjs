import { TabMemory } from './tab-memory.mjs'
import { findProblems, tidyName } from './validate.mjs'
import { nationalitiesOf } from './who.mjs'

const TYPED = ['who', 'name-1', 'nationality-1', 'name-2', 'nationality-2', 'phone', 'email']

/** What the couple has answered so far, kept for this tab until it is booked. */
export class Answers {
  /**
   * @param {HTMLFormElement} form
   * @param {string} office - whose days and times these are
   */
  constructor(form, office, memory = new TabMemory('natrak-draft')) {
    this.form = form
    this.office = office
    this.memory = memory
    this.date = ''
    /** @type {{slot: number, start: string, end: string}|null} */
    this.time = null
  }

  restore() {
    const { typed = {}, date = '', time = null, office } = this.memory.value || {}
    for (const name of TYPED) if (typed[name]) this.form.elements[name].value = typed[name]
    this.form.elements.attach.checked = Boolean(typed.attach)
    // What was typed serves at another office too; a time there is none here.
    if (office !== this.office) return
    this.date = date
    this.time = time
  }

  keep() {
    const typed = Object.fromEntries(TYPED.map((name) => [name, this.value(name)]))
    this.memory.keep({ typed: { ...typed, attach: this.attached }, date: this.date, time: this.time, office: this.office })
  }

  forget() {
    this.form.reset()
    this.date = ''
    this.time = null
    this.memory.forget()
  }

  chooseDay(date) {
    if (date !== this.date) this.time = null
    this.date = date
    this.keep()
  }

  chooseTime({ slot, start, end }) {
    this.time = { slot, start, end }
    this.keep()
  }

  /** Nationalities that "who are you" implies are filled in, and those it rules out taken away. */
  chooseWho() {
    this.nationalities = nationalitiesOf(this.value('who'), this.nationalities)
    this.keep()
  }

  get nationalities() {
    return [this.value('nationality-1'), this.value('nationality-2')]
  }

  set nationalities([first, second]) {
    this.form.elements['nationality-1'].value = first
    this.form.elements['nationality-2'].value = second
  }

  get attached() {
    return this.form.elements.attach.checked
  }

  /** What is sent, in the words of the service. What was left empty is left out. */
  asSent(also) {
    const email = this.value('email').trim()
    return {
      date: this.date,
      slot: this.time && this.time.slot,
      couple: [1, 2].map((number) => ({
        name: tidyName(this.value(`name-${number}`)),
        nationality: this.value(`nationality-${number}`)
      })),
      phone: this.value('phone').trim(),
      ...(email ? { email } : {}),
      ...also
    }
  }

  /** The problems of one step, or of all where none is named. */
  problems(step) {
    const all = findProblems({ ...this.asSent(), who: this.value('who') })
    return step ? all.filter(({ field }) => stepOf(field) === step) : all
  }

  /** Which steps need nothing more. */
  get done() {
    const open = new Set(this.problems().map(({ field }) => stepOf(field)))
    const steps = ['who', 'day', 'slot', 'couple', 'contact']
    return Object.fromEntries(steps.map((step) => [step, !open.has(step)]))
  }

  value(name) {
    return this.form.elements[name].value
  }
}

/** The step where a field of the service is asked for. */
export function stepOf(field) {
  if (field.startsWith('couple')) return 'couple'
  if (field.startsWith('documents')) return 'check'
  return { who: 'who', date: 'day', slot: 'slot', phone: 'contact', email: 'contact' }[field] || 'check'
}
