import { FieldProblems } from './field-problems.mjs'

const MISSING = { reference: 'reference_missing', phone: 'phone_missing' }

/** Asks for a lost private link: reference and phone, and the link goes to the address on file. */
export class ResendForm {
  /**
   * @param {HTMLElement} root
   * @param {HTMLFormElement} form
   * @param {object} tools
   */
  constructor(root, form, { api, strings }) {
    this.form = form
    this.api = api
    this.strings = strings
    this.problems = new FieldProblems(root, form, strings)
    this.button = form.querySelector('button')
    this.result = form.querySelector('[data-resend-result]')
    this.sending = false
  }

  start() {
    this.form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.send()
    })
  }

  async send() {
    if (this.sending) return
    this.problems.clear()
    const value = (name) => this.form.elements[name].value.trim()
    const missing = Object.entries(MISSING).filter(([field]) => !value(field))
    if (missing.length > 0) {
      this.problems.show(missing.map(([field, code]) => ({ field, message: this.strings.text(`error_${code}`) })))
      return
    }
    this.sending = true
    this.button.setAttribute('aria-disabled', 'true')
    this.result.textContent = this.strings.text('asking')
    const answer = await this.api.resend({ reference: value('reference'), phone: value('phone') })
    this.sending = false
    this.button.removeAttribute('aria-disabled')
    this.tell(answer)
  }

  tell(answer) {
    const { errors } = answer.ok ? {} : answer.problem
    this.result.textContent = errors ? '' : this.words(answer)
    if (errors) this.problems.show(errors.map(({ field, message }) => ({ field, message: this.strings.of(message) })))
  }

  words(answer) {
    return this.strings.of(answer.ok ? answer.data.message : answer.problem.message) || this.strings.text('not_asked')
  }
}
