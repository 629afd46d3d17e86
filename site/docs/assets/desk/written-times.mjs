import { newKey } from '../booking/submission.mjs'
import { lifeOf, minuteOf, pressesFor } from './record.mjs'
import { clockTimeIn } from './typed-time.mjs'

/** Which field of the form holds which time of the record. */
const TIMES = { arrive: 'arrivedAt', start: 'startedAt', finish: 'finishedAt' }

/** The times of a couple that were written on paper, on a day without a network or computers. */
export class WrittenTimes {
  /**
   * @param {HTMLFormElement} form
   * @param {import('./couple-panel.mjs').CouplePanel} panel
   * @param {object} tools - of the panel
   */
  constructor(form, panel, tools) {
    this.form = form
    this.panel = panel
    this.tools = tools
    this.sent = null
    form.addEventListener('submit', (event) => panel.handle(event, () => this.save()))
  }

  /** Another couple: what was sent for the one before is no longer sent again. */
  forget() {
    this.sent = null
  }

  /** What the officer types stays, until the record is another one. */
  show({ reference }, life) {
    const shown = JSON.stringify([reference, life.version])
    if (this.form.dataset.shows === shown) return
    this.form.dataset.shows = shown
    for (const [deed, field] of Object.entries(TIMES)) {
      const isIn = deed !== 'arrive' || life.stack.some((press) => press.deed === 'arrive')
      this.form.elements[deed].value = isIn ? minuteOf(life[field]) : ''
    }
    this.form.elements.registered_at.value = minuteOf(life.registeredAt)
    this.form.elements.remark.value = life.remark
  }

  async save() {
    const { panel, tools } = this
    const { booking } = panel
    if (tools.waitingFor(booking.reference).length > 0) return panel.say('times_wait', 'notice--alarm')
    const value = (name) => clockTimeIn(this.form.elements[name].value)
    const typed = { arrive: value('arrive'), start: value('start'), finish: value('finish') }
    const registeredAt = value('registered_at')
    if ([...Object.values(typed), registeredAt].includes(null)) return panel.say('times_unreadable', 'notice--alarm')
    if (!Object.values(typed).some(Boolean)) return panel.say('times_needed', 'notice--alarm')
    if (typed.finish && !typed.start) return panel.say('start_needed', 'notice--alarm')
    const presses = this.pressesOf(booking, typed, this.form.elements.remark.value.trim(), registeredAt)
    for (const press of presses) {
      const answer = await tools.api.press(press)
      if (!answer.ok) return panel.sayWords(tools.notices.why(answer), 'notice--alarm')
      panel.booking = answer.data.booking
      tools.onChanged(answer.data.booking)
    }
    this.sent = null
    this.form.dataset.shows = ''
    panel.show()
    return panel.say('times_saved', 'notice--done')
  }

  /** What is sent again after a lost answer has the keys it had: it counts once. */
  pressesOf(booking, typed, remark, registeredAt) {
    const what = JSON.stringify([booking.reference, typed, remark, registeredAt])
    if (this.sent && this.sent.what === what) return this.sent.presses
    const life = lifeOf(booking)
    const more = {
      ...(remark !== life.remark && remark ? { remark } : {}),
      ...(typed.finish && registeredAt ? { registered_at: registeredAt } : {})
    }
    const changed = Boolean(more.remark) || (Boolean(typed.finish) && registeredAt !== minuteOf(life.registeredAt))
    const officer = this.tools.officer()
    const presses = pressesFor(life, typed, more, changed).map((press) => ({
      ...press,
      reference: booking.reference,
      key: newKey(),
      ...(officer ? { officer } : {})
    }))
    this.sent = { what, presses }
    return presses
  }
}
