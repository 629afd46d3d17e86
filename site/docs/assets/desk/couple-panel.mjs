import { clockTime } from '../booking/dates.mjs'
import { element, refill } from '../booking/elements.mjs'
import { newKey } from '../booking/submission.mjs'
import { spacedPhone } from './day-table.mjs'
import { tellDays } from './day-words.mjs'
import { lifeOf, minuteOf, papersSeen, pressesFor } from './record.mjs'
import { replyFor } from './reply.mjs'
import { SurveyWay } from './survey-way.mjs'
import { clockTimeIn } from './typed-time.mjs'

/** Which field of the form holds which time of the record. */
const TIMES = { arrive: 'arrivedAt', start: 'startedAt', finish: 'finishedAt' }

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
   * @param {() => string} tools.officer
   * @param {(booking: object|null) => void} tools.onChanged - the booking after a press, null after all else
   * @param {(booking: object) => HTMLButtonElement[]} tools.buttonsFor - its presses, none on another day
   * @param {(tick: {reference: string, paper: string, seen: boolean}) => void} tools.onTicked
   * @param {() => void} tools.onClose
   */
  constructor(root, tools) {
    this.root = root
    this.tools = tools
    this.strings = tools.strings
    this.booking = null
    this.sent = null
    this.times = root.querySelector('form[data-times]')
    this.moving = root.querySelector('form[data-move]')
    this.tellDays = tellDays(this.moving, this.strings)
    this.message = root.querySelector('[data-panel-message]')
    this.survey = new SurveyWay(root.querySelector('[data-survey]'), tools.api)
    root.querySelector('[data-close-panel]').addEventListener('click', () => this.close())
    root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close()
    })
    this.listen()
  }

  listen() {
    this.times.addEventListener('submit', (event) => this.handle(event, () => this.saveTimes()))
    this.moving.addEventListener('submit', (event) => this.handle(event, () => this.move()))
    this.moving.elements.date.addEventListener('change', () => this.showFreeSlots())
    this.part('details[data-moving]').addEventListener('toggle', () => this.showFreeSlots())
    this.part('[data-cancel]').addEventListener('click', (event) => this.handle(event, () => this.cancel()))
    this.part('[data-new-link]').addEventListener('click', (event) => this.handle(event, () => this.renewLink()))
    this.part('[data-copy-reply]').addEventListener('click', () => this.copyReply())
    this.part('[data-papers]').addEventListener('change', ({ target }) => {
      this.tools.onTicked({ reference: this.reference, paper: target.value, seen: target.checked })
      this.showTicks()
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
    if (other) {
      this.sent = null
      this.message.textContent = ''
      this.part('[data-reply-box]').hidden = true
      for (const fold of this.root.querySelectorAll('details')) fold.open = false
    }
    this.show()
    if (other) this.part('h2').focus({ preventScroll: window.innerWidth >= 768 })
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
    const { waitingFor } = this.tools
    const life = lifeOf(booking, waitingFor(booking.reference))
    refill(this.part('h2'), booking.couple.map(({ name }) => element('bdi', { class: 'panel__name' }, [name])))
    refill(this.part('[data-facts]'), this.facts(booking))
    refill(this.part('[data-history]'), this.history(booking, life))
    this.showDeeds(booking)
    this.showPapers(booking)
    this.survey.show(booking)
    this.showTimes(life)
    const open = booking.status === 'booked' && !life.startedAt
    for (const part of this.root.querySelectorAll('[data-if-open]')) part.hidden = !open || !this.tools.day.canWork
    for (const part of this.root.querySelectorAll('[data-if-booked]')) part.hidden = booking.status !== 'booked' || !this.tools.day.canWork
  }

  facts(booking) {
    const fact = (key, ...words) =>
      element('div', {}, [element('dt', {}, [this.strings.text(key)]), element('dd', {}, words)])
    const time = this.strings.text('time_range', {
      start: clockTime(booking.start, this.strings.language),
      end: clockTime(booking.end, this.strings.language)
    })
    return [
      fact('fact_reference', element('b', { class: 'panel__reference' }, [booking.reference])),
      fact('fact_when', `${this.strings.day(booking.date)} ${time}`),
      fact('fact_phone', element('a', { href: `tel:${booking.phone}` }, [spacedPhone(booking.phone)])),
      fact('fact_channel', this.strings.text(`channel_${booking.channel}`)),
      fact('fact_language', this.strings.text(`language_${booking.language}`)),
      fact('fact_mail', this.strings.text(booking.has_email ? 'mail_yes' : 'mail_no')),
      ...(booking.status === 'cancelled' ? [fact('fact_status', this.strings.text('state_cancelled'))] : [])
    ]
  }

  history(booking, life) {
    const line = (words) => element('li', {}, [words])
    const told = booking.history.map(({ at, by, deed }) =>
      line(this.strings.text('history_line', { when: this.strings.moment(at), what: this.historyWord(deed), who: this.historyWord(by) }))
    )
    const pressed = booking.service.presses.map(({ deed, at, officer }) =>
      line(this.strings.text('press_line', { time: clockTime(minuteOf(at), this.strings.language), what: this.strings.text(`deed_${deed.replace('-', '_')}`), officer: officer || '–' }))
    )
    return [...told, ...pressed, ...(life.unsent > 0 ? [line(this.strings.text('unsent'))] : [])]
  }

  historyWord(word) {
    const key = `history_${word.replace('-', '_')}`
    return this.strings.has(key) ? this.strings.text(key) : word
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

  // Papers

  showPapers({ reference, documents, papers_state: state, papers_count: count = {} }) {
    const { papers } = this.tools.day
    const list = this.part('[data-papers]')
    if (list.dataset.for !== `${reference} ${documents}`) {
      list.dataset.for = `${reference} ${documents}`
      refill(list, documents.map((id) => {
        const box = element('input', { type: 'checkbox', value: id })
        return element('li', {}, [element('label', { class: 'tick' }, [box, element('span', {}, [this.strings.of(papers[id]) || this.strings.text('paper_unknown')])])])
      }))
    }
    this.part('[data-no-papers]').hidden = documents.length > 0
    const isLookedAt = count.to_check === 0 && count.wanted > 0
    this.part('[data-papers-waiting]').hidden = state !== 'waiting' || isLookedAt || !this.tools.day.canWork
    this.showTicks()
  }

  /** Boxes that stand stay where they are: a colleague's tick does not move the keyboard. */
  showTicks() {
    const { reference, documents, status, date } = this.booking
    const { canWork } = this.tools.day
    const ticked = papersSeen(this.booking, this.tools.waitingFor(reference))
    for (const box of this.part('[data-papers]').querySelectorAll('input')) {
      box.checked = ticked.has(box.value)
      box.disabled = !canWork || status !== 'booked' || !this.tools.day.covers(date)
    }
    const seen = documents.filter((id) => ticked.has(id)).length
    this.part('[data-paper-count]').textContent =
      documents.length > 0 ? this.strings.text('papers_seen', { seen, all: documents.length }) : ''
  }

  // Times that were written on paper

  showTimes(life) {
    const shown = JSON.stringify([this.reference, life.version])
    if (this.times.dataset.shows === shown) return
    this.times.dataset.shows = shown
    for (const [deed, field] of Object.entries(TIMES)) {
      const isIn = deed !== 'arrive' || life.stack.some((press) => press.deed === 'arrive')
      this.times.elements[deed].value = isIn ? minuteOf(life[field]) : ''
    }
    this.times.elements.registered_at.value = minuteOf(life.registeredAt)
    this.times.elements.remark.value = life.remark
  }

  async saveTimes() {
    const { booking, times } = this
    if (this.tools.waitingFor(booking.reference).length > 0) return this.say('times_wait', 'notice--alarm')
    const value = (name) => clockTimeIn(times.elements[name].value)
    const typed = { arrive: value('arrive'), start: value('start'), finish: value('finish') }
    const registeredAt = value('registered_at')
    if ([...Object.values(typed), registeredAt].includes(null)) return this.say('times_unreadable', 'notice--alarm')
    if (!Object.values(typed).some(Boolean)) return this.say('times_needed', 'notice--alarm')
    if (typed.finish && !typed.start) return this.say('start_needed', 'notice--alarm')
    const presses = this.pressesOf(booking, typed, times.elements.remark.value.trim(), registeredAt)
    for (const press of presses) {
      const answer = await this.tools.api.press(press)
      if (!answer.ok) return this.sayWords(this.tools.notices.why(answer), 'notice--alarm')
      this.booking = answer.data.booking
      this.tools.onChanged(answer.data.booking)
    }
    this.sent = null
    times.dataset.shows = ''
    this.show()
    return this.say('times_saved', 'notice--done')
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

  // For a couple that calls

  async showFreeSlots() {
    const { date, slot } = this.moving.elements
    if (!this.part('details[data-moving]').open) return
    const { told } = this.tools.day
    if (told && !date.value) date.value = this.booking.date
    date.min = told ? told.link.first : ''
    date.max = told ? told.link.last : ''
    this.tellDays()
    const wanted = date.value
    const answer = await this.tools.api.desk(wanted)
    if (date.value !== wanted) return
    const free = answer.ok ? freeSlots(answer.data.rows) : []
    refill(slot, free.map((row) => {
      const range = { start: clockTime(row.start, this.strings.language), end: clockTime(row.end, this.strings.language) }
      return element('option', { value: String(row.slot) }, [this.strings.text('time_range', range)])
    }))
    if (!answer.ok) this.sayWords(this.tools.notices.why(answer), 'notice--alarm')
    else if (free.length === 0) this.say('no_free_slot', '')
    else this.message.textContent = ''
  }

  async move() {
    const { date, slot } = this.moving.elements
    if (!slot.value) return this.say('no_free_slot', 'notice--alarm')
    const answer = await this.tools.api.move(this.reference, { date: date.value, slot: Number(slot.value) })
    return this.changed(answer, 'moved')
  }

  async cancel() {
    return this.changed(await this.tools.api.cancel(this.reference), 'cancelled_done')
  }

  async renewLink() {
    return this.changed(await this.tools.api.newLink(this.reference), 'link_renewed')
  }

  changed(answer, done) {
    if (!answer.ok) return this.sayWords(this.tools.notices.why(answer), 'notice--alarm')
    this.tools.onChanged(null)
    this.showReply(answer.data)
    for (const fold of this.root.querySelectorAll('details[data-doing]')) fold.open = false
    return this.say(done, 'notice--done')
  }

  /** What can be pasted back to the couple, in its language. */
  showReply(booking) {
    const words = replyFor(booking, this.tools.replyWords)
    const box = this.part('[data-reply-box]')
    box.hidden = false
    const text = this.part('[data-reply]')
    text.lang = booking.language
    text.value = words
  }

  copyReply() {
    return this.tools.copy(this.part('[data-reply]'), this.part('[data-reply-status]'))
  }

  // Small helps

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

  part(selector) {
    return this.root.querySelector(selector)
  }
}

/** One line for each slot that has a place left, also those kept for the counter. */
export function freeSlots(rows) {
  const seen = new Map()
  for (const row of rows) if (!row.booking && !seen.has(row.slot)) seen.set(row.slot, row)
  return [...seen.values()]
}

