import { TabMemory } from './tab-memory.mjs'

const TYPED = ['name-1', 'nationality-1', 'name-2', 'nationality-2', 'phone', 'email']

/** A half-filled form, kept for this tab until it is booked. */
export class Draft {
  /** @param {HTMLFormElement} form */
  constructor(form, memory = new TabMemory('natrak-draft')) {
    this.form = form
    this.memory = memory
  }

  keep(date, slot) {
    const typed = TYPED.map((name) => [name, this.form.elements[name].value])
    this.memory.keep({ typed: Object.fromEntries(typed), date, slot })
  }

  /** Puts back what was typed, and answers the day and the slot that were chosen. */
  restore() {
    const { typed = {}, date = '', slot = null } = this.memory.value || {}
    for (const name of TYPED) if (typed[name]) this.form.elements[name].value = typed[name]
    return { date, slot }
  }

  forget() {
    this.memory.forget()
  }
}
