import { dayOf } from './day-entry.mjs'

/** Days that may be told by the year alone: the latest possible one is meant. */
const PARTIAL = ['born', 'end']

/** One question of the page: shown alone, read, and told what is wrong with its answer. */
export class Question {
  /** @param {HTMLFieldSetElement} root */
  constructor(root) {
    this.root = root
    this.id = root.dataset.question
    this.kind = root.dataset.kind
    this.said = [...root.querySelectorAll('[data-said]')]
  }

  show({ people }) {
    for (const option of this.root.querySelectorAll('[data-only-foreign]')) {
      const { nationality } = people[Number(option.dataset.onlyForeign)]
      option.hidden = nationality === 'TH' || nationality === 'stateless'
    }
    this.root.hidden = false
  }

  hide() {
    this.root.hidden = true
    this.complain(null)
  }

  focus() {
    this.root.querySelector('legend').focus()
  }

  /** Empties every field, so that a next couple finds nothing of the last. */
  clear() {
    for (const field of this.fields()) {
      if (field.type === 'radio' || field.type === 'checkbox') field.checked = false
      else field.value = ''
    }
  }

  /**
   * @param {string} today
   * @returns {{answer: *, problem: null}|{answer: null, problem: "missing"|"future"|"past"}}
   */
  read(today) {
    if (this.kind === 'date') return this.readDay(today)
    const answer = this.answer()
    return answer === null ? { answer, problem: 'missing' } : { answer, problem: null }
  }

  answer() {
    if (this.kind === 'nationalities') {
      const chosen = this.fields().map((select) => select.value)
      return chosen.every(Boolean) ? chosen : null
    }
    const checked = this.fields().filter((field) => field.checked && !field.parentElement.hidden)
    if (this.kind === 'ticks') return checked.map((field) => field.value)
    return checked.length ? checked[0].value : null
  }

  readDay(today) {
    const none = this.root.querySelector('[data-none]')
    if (none && none.checked) return { answer: 'none', problem: null }
    const typed = [...this.root.querySelectorAll('[data-field]')].map((input) => [input.dataset.field, input.value])
    const partial = PARTIAL.some((name) => this.id.startsWith(name))
    const exact = typed.every(([, value]) => value.trim() !== '')
    const day = dayOf(Object.fromEntries(typed), { partial })
    if (day === null) return { answer: null, problem: 'missing' }
    if (this.id === 'appointment') {
      return day < today ? { answer: null, problem: 'past' } : { answer: day, problem: null }
    }
    if (day <= today) return { answer: day, problem: null }
    // Of a year that is not over the latest day so far is meant.
    if (!exact && day.slice(0, 4) === today.slice(0, 4)) return { answer: today, problem: null }
    return { answer: null, problem: 'future' }
  }

  /** @param {string|null} problem - null takes back what was said */
  complain(problem) {
    for (const sentence of this.said) sentence.hidden = sentence.dataset.said !== problem
    this.root.classList.toggle('question--wrong', Boolean(problem))
    for (const field of this.fields()) {
      if (problem) field.setAttribute('aria-invalid', 'true')
      else field.removeAttribute('aria-invalid')
    }
    if (problem) this.fields()[0].focus()
  }

  fields() {
    return [...this.root.querySelectorAll('input, select')]
  }
}
