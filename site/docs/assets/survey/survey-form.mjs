import { isUnknown } from '../booking/api.mjs'
import { element, refill } from '../booking/elements.mjs'
import { showOffice } from '../booking/office-facts.mjs'
import { answersOf, isEmpty, verdict } from './answers.mjs'
import { carryToken, readToken, skipWithoutFragment } from './token-link.mjs'

const IS_SURVEY = ({ questions }) => Array.isArray(questions)
const IS_ANSWERED = ({ status }) => status === 'answered'

/** Asks a couple how it was; nothing is kept in the browser, which may be the office's tablet. */
export class SurveyForm {
  /**
   * @param {HTMLElement} root
   * @param {object} tools
   * @param {import('../booking/api.mjs').BookingApi} tools.api
   * @param {import('../booking/strings.mjs').Strings} tools.strings
   */
  constructor(root, { api, strings }) {
    this.root = root
    this.api = api
    this.strings = strings
    this.form = root.querySelector('[data-form]')
    this.questions = [...root.querySelectorAll('[data-question]')]
    this.waiting = root.querySelector('[data-waiting]')
    this.announcement = root.querySelector('[data-announce]')
    this.problem = root.querySelector('[data-problem]')
    this.submit = this.form.querySelector('[type=submit]')
  }

  start() {
    skipWithoutFragment()
    this.root.querySelector('[data-retry]').addEventListener('click', () => this.open())
    this.form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.send()
    })
    this.form.addEventListener('change', () => this.showProgress())
    for (const question of this.questions) question.addEventListener('click', (event) => this.moveOn(question, event))
    // The next couple's code on the same tablet changes only the fragment.
    window.addEventListener('hashchange', () => this.open())
    return this.open()
  }

  async open() {
    const fragment = window.location.hash
    carryToken(fragment)
    this.token = readToken(fragment)
    this.triedBefore = false
    if (!this.token) {
      this.show(fragment.includes('token=') ? 'bad_link' : 'no_link')
      return
    }
    this.show('waiting')
    const answer = await this.api.request('/survey', IS_SURVEY, { headers: this.bearer() })
    if (window.location.hash !== fragment) return
    if (answer.ok) showOffice(this.root, answer.data.office)
    if (answer.ok) this.show(answer.data.answered ? 'answered' : 'form')
    else this.show(isUnknown(answer) ? 'unreachable' : verdict(answer, false))
  }

  async send() {
    if (this.submit.getAttribute('aria-disabled') === 'true') return
    const comment = this.form.elements.comment.value
    const answers = answersOf([...this.form.querySelectorAll('input:checked')])
    if (isEmpty(answers, comment)) {
      this.tell('nothing')
      return
    }
    this.busy(true)
    const answer = await this.api.request('/survey', IS_ANSWERED, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...this.bearer() },
      body: JSON.stringify(comment.trim() ? { answers, comment } : { answers })
    })
    this.busy(false)
    const shown = verdict(answer, this.triedBefore)
    this.triedBefore = this.triedBefore || isUnknown(answer)
    if (shown === 'nothing' || shown === 'failed') this.tell(shown)
    else this.end(shown)
  }

  /** Leave nothing of one couple for the next: neither answers nor token. */
  end(state) {
    this.form.reset()
    this.token = null
    window.history.replaceState(null, '', window.location.pathname)
    carryToken('')
    this.show(state)
  }

  bearer() {
    return { Authorization: `Bearer ${this.token}` }
  }

  busy(isBusy) {
    this.submit.setAttribute('aria-disabled', String(isBusy))
    this.announcement.textContent = isBusy ? this.strings.text('sending') : ''
  }

  /** A press leads on to the next question; the keys of a keyboard do not, they are still choosing. */
  moveOn(question, event) {
    const pressedByHand = event.detail > 0 && event.target.matches('input')
    const next = this.questions[this.questions.indexOf(question) + 1]
    if (!pressedByHand || !next) return
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    next.scrollIntoView({ behavior: still ? 'auto' : 'smooth', block: 'center' })
  }

  showProgress() {
    const answered = this.form.querySelectorAll('input:checked').length
    const words = this.strings.text('answered_of', { answered, count: this.questions.length })
    this.root.querySelector('[data-progress]').textContent = words
  }

  /** Takes the focus, so that it is seen and read out. */
  tell(what) {
    const heading = element('h3', {}, [this.strings.text(`${what}_heading`)])
    const attributes = { class: 'notice notice--alarm', role: 'group', tabindex: '-1' }
    const notice = element('div', attributes, [heading, element('p', {}, [this.strings.text(what)])])
    refill(this.problem, [notice])
    notice.focus()
  }

  /** One thing at a time: waiting, the form, or a reason why there is none. */
  show(state) {
    this.waiting.hidden = state !== 'waiting'
    this.form.hidden = state !== 'form'
    refill(this.problem, [])
    if (state === 'form') {
      this.form.reset()
      this.showProgress()
    }
    for (const section of this.root.querySelectorAll('[data-state]')) {
      section.hidden = section.dataset.state !== state
      if (!section.hidden) section.querySelector('h2').focus()
    }
  }
}
