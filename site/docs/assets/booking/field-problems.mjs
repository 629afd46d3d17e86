import { element } from './elements.mjs'
import { ErrorSummary } from './error-summary.mjs'

/** Answers that need another look: listed above the form, and marked where they were given. */
export class FieldProblems {
  /**
   * @param {HTMLElement} root - holds the error summary
   * @param {HTMLFormElement} form
   * @param {import('./strings.mjs').Strings} strings
   */
  constructor(root, form, strings) {
    this.form = form
    this.summary = new ErrorSummary(root.querySelector('.error-summary'), strings.text('title_error'))
  }

  /** @param {{field: string, message: string}[]} problems - fields by the service's own names */
  show(problems) {
    for (const { field, message } of problems) this.mark(this.control(field), message)
    this.summary.show(problems.map(({ field, message }) => ({ message, target: this.control(field) })))
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

  /** The control an answer came from; of a question in sight without one, what can be pressed first. */
  control(field) {
    const person = /^couple\[([01])\]\.(name|nationality)$/.exec(field)
    const name = person ? `${person[2]}-${Number(person[1]) + 1}` : field.replace(/^documents.*/, 'attach')
    return this.form.querySelector(`[name="${name}"]`) || this.form.querySelector('[data-step]:not([hidden]) h1')
  }

  mark(control, message) {
    const box = control.closest('.field')
    if (!box || control.getAttribute('aria-invalid')) return
    const id = `${control.id}-error`
    // In a group the message stands before all of it, after its question.
    const place = box.querySelector('.answers') || control
    place.before(element('p', { class: 'field-error', id }, [message]))
    control.setAttribute('aria-invalid', 'true')
    control.dataset.describedBefore = control.getAttribute('aria-describedby') || ''
    control.setAttribute('aria-describedby', `${id} ${control.dataset.describedBefore}`.trim())
    box.classList.add('field--wrong')
  }
}
