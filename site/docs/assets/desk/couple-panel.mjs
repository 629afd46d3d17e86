import { element, refill } from '../booking/elements.mjs'
import { CoupleChanges } from './couple-changes.mjs'
import { factsOf, historyOf } from './couple-facts.mjs'
import { PaperTicks } from './paper-ticks.mjs'
import { lifeOf } from './record.mjs'
import { SurveyWay } from './survey-way.mjs'
import { WrittenTimes } from './written-times.mjs'

/**
 * One couple: who they are, their papers, the times that were written on paper, and what can be
 * done for them when they call.
 */
export class CouplePanel {
  /**
   * @param {HTMLElement} root
   * @param {object} tools
   * @param {import('./staff-api.mjs').StaffApi} tools.api
   * @param {import('../booking/strings.mjs').Strings} tools.strings
   * @param {import('./notices.mjs').Notices} tools.notices
   * @param {import('./desk-day.mjs').DeskDay} tools.day
   * @param {object} tools.replyWords - of the text to send back, in both languages
   * @param {() => string} tools.officer
   * @param {(reference: string) => object[]} tools.waitingFor - the presses of a couple not sent yet
   * @param {(field: HTMLTextAreaElement, status: HTMLElement) => void} tools.copy
   * @param {(booking: object|null) => void} tools.onChanged - the booking after a press, null after all else
   * @param {(booking: object) => HTMLButtonElement[]} tools.buttonsFor - its presses, none on another day
   * @param {(tick: {reference: string, paper: string, seen: boolean}) => void} tools.onTicked
   * @param {(reference: string) => void} tools.onClose
   */
  constructor(root, tools) {
    this.root = root
    this.tools = tools
    this.strings = tools.strings
    this.booking = null
    this.message = this.part('[data-panel-message]')
    this.papers = new PaperTicks(root, tools)
    this.times = new WrittenTimes(this.part('form[data-times]'), this, tools)
    this.changes = new CoupleChanges(root, this, tools)
    this.survey = new SurveyWay(this.part('[data-survey]'), tools.api)
    this.part('[data-close-panel]').addEventListener('click', () => this.close())
    root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close()
    })
  }

  get isOpen() {
    return this.booking !== null
  }

  get reference() {
    return this.booking && this.booking.reference
  }

  open(booking) {
    const other = booking.reference !== this.reference
    this.booking = booking
    this.root.hidden = false
    if (other) this.forgetOther()
    this.show()
    if (other) this.part('h2').focus({ preventScroll: window.innerWidth >= 768 })
  }

  /** What was typed, said and unfolded for the couple before. */
  forgetOther() {
    this.times.forget()
    this.changes.forget()
    this.unsay()
    for (const fold of this.root.querySelectorAll('details')) fold.open = false
  }

  /** The same couple after somebody pressed; what the officer types stays. */
  refresh(booking) {
    if (!this.isOpen || booking.reference !== this.reference) return
    this.booking = booking
    this.show()
  }

  close() {
    const reference = this.reference
    this.booking = null
    this.root.hidden = true
    this.tools.onClose(reference)
  }

  show() {
    const { booking } = this
    const { canWork } = this.tools.day
    const life = lifeOf(booking, this.tools.waitingFor(booking.reference))
    refill(this.part('h2'), booking.couple.map(({ name }) => element('bdi', { class: 'panel__name' }, [name])))
    refill(this.part('[data-facts]'), factsOf(booking, this.strings))
    refill(this.part('[data-history]'), historyOf(booking, life, this.strings))
    this.showDeeds(booking)
    this.papers.show(booking)
    this.survey.show(booking)
    this.times.show(booking, life)
    const booked = booking.status === 'booked'
    for (const part of this.root.querySelectorAll('[data-if-open]')) part.hidden = !booked || Boolean(life.startedAt) || !canWork
    for (const part of this.root.querySelectorAll('[data-if-booked]')) part.hidden = !booked || !canWork
  }

  /** Buttons that say the same stay, and with them the keyboard. */
  showDeeds(booking) {
    const place = this.part('[data-panel-deeds]')
    const buttons = this.tools.buttonsFor(booking)
    const says = buttons.map((button) => button.outerHTML).join('')
    if (place.innerHTML === says) return
    const hadFocus = place.contains(document.activeElement)
    refill(place, buttons)
    if (hadFocus && buttons.length > 0) buttons[0].focus()
  }

  /** A second press while the first is on its way does nothing. */
  async handle(event, work) {
    event.preventDefault()
    if (this.busy) return
    this.busy = true
    this.root.setAttribute('aria-busy', 'true')
    try {
      await work()
    } finally {
      this.busy = false
      this.root.removeAttribute('aria-busy')
    }
  }

  say(key, style) {
    this.sayWords(this.strings.text(key), style)
  }

  sayWords(words, style) {
    refill(this.message, [element('p', { class: `notice ${style}` }, [words])])
  }

  unsay() {
    this.message.textContent = ''
  }

  part(selector) {
    return this.root.querySelector(selector)
  }
}
