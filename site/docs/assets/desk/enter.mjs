import { addDays, clockTime } from '../booking/dates.mjs'
import { element, refill } from '../booking/elements.mjs'
import { FieldProblems } from '../booking/field-problems.mjs'
import { newKey } from '../booking/submission.mjs'
import { findProblems, tidyName } from '../booking/validate.mjs'
import { isUnknown } from '../booking/api.mjs'
import { freeSlots } from './free-slots.mjs'
import { Notices } from './notices.mjs'
import { copyText, replyFor } from './reply.mjs'
import { withToken } from './staff-link.mjs'

/**
 * A request that came by Facebook, LINE, phone or at the counter, typed in with the keyboard alone:
 * the next free time is chosen already, and the text to paste back comes with the reference.
 */
export class Enter {
  /**
   * @param {HTMLElement} root
   * @param {object} tools - see start.mjs
   */
  constructor(root, { api, strings, fields, refuses }) {
    this.root = root
    this.api = api
    this.strings = strings
    this.refuses = refuses
    this.linked = { date: fields.get('date'), slot: fields.get('slot') }
    this.form = root.querySelector('#booking-form')
    this.problems = new EntryProblems(root, this.form, strings)
    this.notices = new Notices(root.querySelector('[data-notices]'), strings)
    this.replyWords = JSON.parse(document.querySelector('script[data-reply-words]').textContent)
    this.sent = null
    this.languageChosen = false
  }

  async start() {
    const { date, language } = this.form.elements
    date.addEventListener('change', () => this.loadSlots())
    this.form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.submit()
    })
    for (const choice of language) choice.addEventListener('change', () => { this.languageChosen = true })
    for (const number of [1, 2]) {
      this.form.elements[`nationality-${number}`].addEventListener('change', () => this.guessLanguage())
    }
    this.part('[data-copy-reply]').addEventListener('click', () => this.copy())
    this.part('[data-next]').addEventListener('click', () => this.next())
    this.form.hidden = false
    await this.loadDays()
    this.form.elements.channel[0].focus()
  }

  /** Today, and every day that can be booked and that the link covers. */
  async loadDays() {
    const told = await this.api.desk(null)
    if (!told.ok) {
      if (!this.refuses(told)) this.notices.say(this.notices.why(told), 'notice--alarm')
      return
    }
    const days = await this.api.days(told.data.office)
    this.root.dataset.ready = 'true'
    const { link, now } = told.data
    const today = now.slice(0, 10)
    const open = days.ok ? days.data.days.filter((day) => day.open) : []
    const known = new Map(open.map((day) => [day.date, day.free]))
    // Couples cannot book today online any more, so only the desk knows what is free.
    if (told.data.date === today) known.set(today, stillFree(told.data).length)
    const dates = [...new Set([...known.keys(), today, ...(this.linked.date ? [this.linked.date] : [])])]
      .filter((day) => day >= today && link.first <= day && day <= link.last)
      .sort()
    refill(this.form.elements.date, dates.map((day) => element('option', { value: day }, [this.dayLabel(day, today, known)])))
    const first = dates.find((day) => known.get(day) > 0) || dates[0]
    const { date } = this.form.elements
    date.value = dates.includes(this.linked.date) ? this.linked.date : first
    await this.loadSlots(date.value === this.linked.date ? this.linked.slot : null)
  }

  dayLabel(day, today, known) {
    const date = this.strings.day(day)
    const near = { [today]: 'day_option_today', [addDays(today, 1)]: 'day_option_tomorrow' }[day]
    const words = near ? this.strings.text(near, { date }) : date
    return known.has(day) ? this.strings.text('day_option_free', { date: words, count: known.get(day) }) : words
  }

  /**
   * Free times of the day as staff may give them: also those kept for the counter. A time that was
   * wanted and has gone is said, and none is chosen in its place.
   */
  async loadSlots(wanted = null) {
    const { date, slot } = this.form.elements
    const day = date.value
    const answer = await this.api.desk(day)
    if (date.value !== day) return
    if (!answer.ok) {
      this.notices.say(this.notices.why(answer), 'notice--alarm')
      return
    }
    const free = freeSlots(stillFree(answer.data))
    const gone = goneSlot(answer.data.rows, free, wanted)
    refill(slot, [
      ...(gone ? [element('option', { value: '' }, [this.strings.text('slot_none')])] : []),
      ...free.map((row) => element('option', { value: String(row.slot) }, [this.timeOf(row)]))
    ])
    if (gone) this.notices.say(this.strings.text('slot_gone', { time: this.timeOf(gone) }), 'notice--alarm')
    else if (free.some((row) => String(row.slot) === String(wanted))) slot.value = String(wanted)
    this.part('[data-no-slots]').hidden = free.length > 0
  }

  timeOf({ start, end }) {
    const inWords = (time) => clockTime(time, this.strings.language)
    return this.strings.text('time_range', { start: inWords(start), end: inWords(end) })
  }

  /** A couple with a Thai in it is most likely written to in Thai; the officer's own choice stands. */
  guessLanguage() {
    if (this.languageChosen) return
    const nations = [1, 2].map((number) => this.form.elements[`nationality-${number}`].value)
    this.form.elements.language.value = nations.includes('TH') ? 'th' : 'en'
  }

  answers() {
    const value = (name) => this.form.elements[name].value
    const email = value('email').trim()
    return {
      date: value('date'),
      slot: Number(value('slot')) || null,
      couple: [1, 2].map((number) => ({
        name: tidyName(value(`name-${number}`)),
        nationality: value(`nationality-${number}`)
      })),
      phone: value('phone').trim(),
      ...(email ? { email } : {}),
      language: value('language'),
      channel: value('channel')
    }
  }

  /** The same answers keep their key until it is known what became of them. */
  async submit() {
    if (this.busy) return
    this.problems.clear()
    this.notices.clear()
    const answers = this.answers()
    const problems = findProblems(answers)
    if (problems.length > 0) {
      this.problems.show(problems.map(({ field, code, values }) => ({ field, message: this.strings.text(`error_${code}`, values) })))
      return
    }
    const what = JSON.stringify(answers)
    if (!this.sent || this.sent.what !== what) this.sent = { what, key: newKey() }
    this.busy = true
    this.part('[data-send]').setAttribute('aria-disabled', 'true')
    const answer = await this.api.enter(answers, this.sent.key)
    this.busy = false
    this.part('[data-send]').removeAttribute('aria-disabled')
    if (answer.ok) this.showReply(answer.data)
    else await this.refused(answer, answers)
  }

  async refused(answer, { slot }) {
    const { errors } = answer.problem
    if (errors && errors.length > 0) {
      this.problems.show(errors.map(({ field, message }) => ({ field, message: this.strings.of(message) })))
      return
    }
    if (answer.code === 'slot_taken') {
      await this.loadSlots(slot)
      if (this.form.elements.slot.value) this.notices.say(this.notices.why(answer), 'notice--alarm')
      this.form.elements.slot.focus()
      return
    }
    const again = isUnknown(answer) ? ` ${this.strings.text('press_again')}` : ''
    this.notices.say(`${this.notices.why(answer)}${again}`, 'notice--alarm')
  }

  showReply(booking) {
    this.sent = null
    const text = this.part('[data-reply]')
    text.value = replyFor(booking, this.replyWords)
    text.lang = booking.language
    this.part('[data-reply-reference]').textContent = booking.reference
    this.part('[data-reply-when]').textContent = this.strings.text('reply_when', {
      date: this.strings.day(booking.date),
      time: this.timeOf(booking)
    })
    const card = `${caseOf(booking.couple)}.${booking.language}`
    for (const picture of this.root.querySelectorAll('[data-picture]')) picture.hidden = picture.dataset.picture !== card
    this.part('[data-reply-status]').textContent = ''
    this.part('[data-to-desk]').href = withToken(new URL('../desk/', window.location.href).href, this.api.token, { date: booking.date })
    this.form.hidden = true
    this.part('[data-done]').hidden = false
    this.part('[data-copy-reply]').focus()
  }

  async copy() {
    const done = await copyText(this.part('[data-reply]'))
    this.part('[data-reply-status]').textContent = this.strings.text(done ? 'copied' : 'not_copied')
    if (done) this.part('[data-next]').focus()
  }

  /** The channel stays: requests come in bunches. */
  async next() {
    const { channel } = this.form.elements
    const before = channel.value
    this.form.reset()
    channel.value = before
    this.languageChosen = false
    this.linked = { date: null, slot: null }
    this.part('[data-done]').hidden = true
    this.form.hidden = false
    await this.loadDays()
    this.part('input[name="channel"]:checked').focus()
  }

  part(selector) {
    return this.root.querySelector(selector)
  }
}

/** A problem of no field is shown at the first one. */
class EntryProblems extends FieldProblems {
  control(field) {
    return super.control(field) || this.form.elements.channel[0]
  }
}

/** The places of a day that nobody has and whose time is not over. */
export function stillFree({ date, now, rows }) {
  return rows.filter((row) => !row.booking && new Date(now) < new Date(`${date}T${row.end}:00+07:00`))
}

/** The line of a wanted time that is not free; null when it is, or when none was wanted. */
export function goneSlot(rows, free, wanted) {
  const isWanted = (row) => String(row.slot) === String(wanted)
  return free.some(isWanted) ? null : rows.find(isWanted) || null
}

/** Which picture of papers fits the couple, by its name. */
function caseOf(couple) {
  const thai = couple.filter(({ nationality }) => nationality === 'TH').length
  return ['foreign-foreign', 'thai-foreign', 'thai-thai'][thai]
}
