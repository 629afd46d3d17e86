import { clockTime } from '../booking/dates.mjs'
import { element, refill } from '../booking/elements.mjs'
import { tellDays } from './day-words.mjs'
import { freeSlots } from './free-slots.mjs'
import { replyFor } from './reply.mjs'

/** For a couple that calls: another time, no time, a new link, and the text to send back. */
export class CoupleChanges {
  /**
   * @param {HTMLElement} root - of the panel
   * @param {import('./couple-panel.mjs').CouplePanel} panel
   * @param {object} tools - of the panel
   */
  constructor(root, panel, tools) {
    this.root = root
    this.panel = panel
    this.tools = tools
    this.strings = tools.strings
    this.form = this.part('form[data-move]')
    this.tellDays = tellDays(this.form, this.strings)
    this.listen()
  }

  listen() {
    const { api } = this.tools
    const asked = (done, ask) => async () => this.changed(await ask(this.panel.reference), done)
    const doing = (element, event, work) =>
      element.addEventListener(event, (happened) => this.panel.handle(happened, work))
    doing(this.form, 'submit', () => this.move())
    doing(this.part('[data-cancel]'), 'click', asked('cancelled_done', (reference) => api.cancel(reference)))
    doing(this.part('[data-new-link]'), 'click', asked('link_renewed', (reference) => api.newLink(reference)))
    this.form.elements.date.addEventListener('change', () => this.showFreeSlots())
    this.part('details[data-moving]').addEventListener('toggle', () => this.showFreeSlots())
    this.part('[data-copy-reply]').addEventListener('click', () => this.copyReply())
  }

  /** Another couple: the text for the one before goes. */
  forget() {
    this.part('[data-reply-box]').hidden = true
  }

  async showFreeSlots() {
    const { date, slot } = this.form.elements
    if (!this.part('details[data-moving]').open) return
    const { told } = this.tools.day
    if (told && !date.value) date.value = this.panel.booking.date
    date.min = told ? told.link.first : ''
    date.max = told ? told.link.last : ''
    this.tellDays()
    const wanted = date.value
    const answer = await this.tools.api.desk(wanted)
    if (date.value !== wanted) return
    const free = answer.ok ? freeSlots(answer.data.rows) : []
    refill(slot, free.map((row) => element('option', { value: String(row.slot) }, [this.timeOf(row)])))
    if (!answer.ok) this.panel.sayWords(this.tools.notices.why(answer), 'notice--alarm')
    else if (free.length === 0) this.panel.say('no_free_slot', '')
    else this.panel.unsay()
  }

  timeOf({ start, end }) {
    const inWords = (time) => clockTime(time, this.strings.language)
    return this.strings.text('time_range', { start: inWords(start), end: inWords(end) })
  }

  async move() {
    const { date, slot } = this.form.elements
    if (!slot.value) return this.panel.say('no_free_slot', 'notice--alarm')
    const place = { date: date.value, slot: Number(slot.value) }
    return this.changed(await this.tools.api.move(this.panel.reference, place), 'moved')
  }

  changed(answer, done) {
    if (!answer.ok) return this.panel.sayWords(this.tools.notices.why(answer), 'notice--alarm')
    this.tools.onChanged(null)
    this.showReply(answer.data)
    for (const fold of this.root.querySelectorAll('details[data-doing]')) fold.open = false
    return this.panel.say(done, 'notice--done')
  }

  /** What can be pasted back to the couple, in its language. */
  showReply(booking) {
    const text = this.part('[data-reply]')
    text.lang = booking.language
    text.value = replyFor(booking, this.tools.replyWords)
    this.part('[data-reply-box]').hidden = false
  }

  copyReply() {
    return this.tools.copy(this.part('[data-reply]'), this.part('[data-reply-status]'))
  }

  part(selector) {
    return this.root.querySelector(selector)
  }
}
