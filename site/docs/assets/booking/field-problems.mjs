import { element } from './elements.mjs'
import { ErrorSummary } from './error-summary.mjs'

/** Answers that need another look: listed above the form, and marked where they were given. */
export class FieldProblems {
  /**
   * @param {HTMLElement} root
   * @param {import('./strings.mjs').Strings} strings
   */
  constructor(root, strings) {
    this.root = root
    this.form = root.querySelector('#booking-form')
    this.summary = new ErrorSummary(root.querySelector('.error-summary'), strings.text('title_error'))
  }

  /** @param {{field: string, message: string}[]} problems - fields by the service's own names */
  show(problems) {
    for (const { field, message } of problems) this.mark(field, message)
    this.summary.show(problems.map(({ field, message }) => ({ message, target: this.target(field) })))
  }

  clear() {
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

  /** The control on the page that an answer came from. */
  control(field) {
    const person = /^couple\[([01])\]\.(name|nationality)$/.exec(field)
    if (person) return this.form.elements[`${person[2]}-${Number(person[1]) + 1}`]
    return field === 'phone' || field === 'email' ? this.form.elements[field] : null
  }

  /** Where the line in the summary leads. */
  target(field) {
    const firstFree = this.form.querySelector('input[name="slot"]:not(:disabled)')
    if (field === 'slot') return firstFree || this.root.querySelector('#choose-slot')
    return this.control(field) || this.root.querySelector('#choose-day')
  }

  mark(field, message) {
    const step = { date: '#choose-day', slot: '#choose-slot' }[field]
    if (step) this.root.querySelector(step).after(element('p', { class: 'field-error' }, [message]))
    const control = this.control(field)
    if (!control || control.getAttribute('aria-invalid')) return
    const id = `${control.id}-error`
    control.before(element('p', { class: 'field-error', id }, [message]))
    control.setAttribute('aria-invalid', 'true')
    control.dataset.describedBefore = control.getAttribute('aria-describedby') || ''
    control.setAttribute('aria-describedby', `${id} ${control.dataset.describedBefore}`.trim())
    control.closest('.field').classList.add('field--wrong')
  }
}
