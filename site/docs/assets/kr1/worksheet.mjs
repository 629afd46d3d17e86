import { dateInWords } from './years.mjs'

/**
 * The worksheet of the form Kor Ror 1. What is typed is copied onto the printed lines and goes
 * nowhere else. It outlives the page only when the couple says so.
 */
export class Worksheet {
  /**
   * @param {HTMLFormElement} form
   * @param {{value: object|null, keep: Function, read: Function, forget: Function}} memory
   */
  constructor(form, memory) {
    this.form = form
    this.memory = memory
    this.keepBox = form.querySelector('[data-keep]')
    this.said = form.querySelector('[data-said]')
  }

  start() {
    if (this.memory.value) this.restore(this.memory.value)
    this.draw()
    this.form.addEventListener('input', (event) => this.changed(event))
    this.form.addEventListener('submit', (event) => event.preventDefault())
    this.keepBox.addEventListener('change', () => this.keepOrNot())
    this.form.querySelector('[data-forget]').addEventListener('click', () => this.forget())
    this.form.querySelector('[data-print]').addEventListener('click', () => window.print())
  }

  changed(event) {
    if (event.target === this.keepBox) return
    this.draw()
    if (this.keepBox.checked) this.memory.keep(this.answers())
  }

  /** Every answer by the name of its field. */
  answers() {
    return Object.fromEntries(
      [...new FormData(this.form)].filter(([, answer]) => answer !== '')
    )
  }

  restore(answers) {
    for (const [name, answer] of Object.entries(answers)) {
      const field = this.form.elements.namedItem(name)
      if (field) field.value = answer
    }
    this.keepBox.checked = true
  }

  keepOrNot() {
    if (!this.keepBox.checked) {
      this.memory.forget()
      this.say('notKept')
      return
    }
    this.memory.keep(this.answers())
    if (this.memory.read()) {
      this.say('kept')
      return
    }
    this.keepBox.checked = false
    this.say('cannotKeep')
  }

  forget() {
    this.memory.forget()
    this.form.reset()
    this.draw()
    this.say('forgotten')
  }

  /** Put the answers onto the lines that are printed. */
  draw() {
    for (const line of this.form.querySelectorAll('[data-value-of]')) {
      const name = line.dataset.valueOf
      const field = this.form.elements.namedItem(name)
      line.textContent = field ? field.value.trim() : this.dateOf(name)
    }
  }

  dateOf(name) {
    const typed = (part) => this.form.elements.namedItem(`${name}-${part}`)
    const { th, en } = typed('month').selectedOptions[0].dataset
    return dateInWords({
      day: typed('day').value,
      month: th ? { th, en } : null,
      year: typed('year').value
    })
  }

  /** The sentences stand in the page. */
  say(sentence) {
    this.said.textContent = this.said.dataset[sentence]
  }
}
