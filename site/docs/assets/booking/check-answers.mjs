import { element, refill } from './elements.mjs'
import { fragmentOf } from './places.mjs'

/** Everything that will be sent, each line with a way to change it. */
export class CheckAnswers {
  /**
   * @param {HTMLElement} root - holds a row for each answer, marked data-answer
   * @param {import('./strings.mjs').Strings} strings
   */
  constructor(root, strings) {
    this.root = root
    this.strings = strings
  }

  /** @param {import('./answers.mjs').Answers} answers */
  show(answers) {
    this.fill('day', [this.strings.day(answers.date)])
    this.fill('time', [this.strings.times(answers.time)])
    for (const number of [1, 2]) {
      const { selectedOptions } = answers.form.elements[`nationality-${number}`]
      this.fill(`person-${number}`, [
        element('bdi', {}, [answers.value(`name-${number}`)]),
        element('span', { class: 'summary__more' }, [selectedOptions[0].textContent])
      ])
    }
    this.fill('phone', [element('bdi', {}, [answers.value('phone')])])
    this.fill('email', [answers.value('email').trim() || this.strings.text('no_email')])
    this.root.querySelector('[data-change="slot"]').href = fragmentOf('slot', answers.date)
  }

  fill(name, content) {
    refill(this.root.querySelector(`[data-answer="${name}"]`), content)
  }
}
