import { isUnknown } from '../booking/api.mjs'
import { clockTime, dayAndTime, isDay, OFFICE_ZONE } from '../booking/dates.mjs'
import { element, refill } from '../booking/elements.mjs'
import { spacedPhone } from './phone.mjs'
import { tellDays } from './day-words.mjs'
import { Notices } from './notices.mjs'
import { clockTimeIn } from './typed-time.mjs'

/** Closing a day, opening a special one, or neither any more: looked at first, then done. */
export class Days {
  /**
   * @param {HTMLElement} root
   * @param {object} tools - see start.mjs
   */
  constructor(root, { api, strings, fields, refuses }) {
    this.root = root
    this.api = api
    this.strings = strings
    this.refuses = refuses
    this.linked = fields.get('date')
    this.form = root.querySelector('form')
    this.notices = new Notices(root.querySelector('[data-notices]'), strings)
    this.result = root.querySelector('[data-result]')
    this.looked = null
    // Goes up with each look and each change of the form: an answer to an older look is not shown.
    this.edition = 0
  }

  async start() {
    const { date, kind, preset } = this.form.elements
    const told = await this.api.desk(null)
    if (!told.ok) {
      if (!this.refuses(told)) this.notices.say(this.notices.why(told), 'notice--alarm')
      return
    }
    this.root.dataset.ready = 'true'
    const { link, now, office } = told.data
    this.fillPlace(office)
    const today = dayAndTime(now, OFFICE_ZONE).day
    date.min = link.first > today ? link.first : today
    date.max = link.last
    if (isDay(this.linked || '') && this.linked >= date.min) date.value = this.linked
    tellDays(this.root, this.strings)
    for (const choice of kind) choice.addEventListener('change', () => this.showKind())
    preset.addEventListener('change', () => this.usePreset())
    this.form.addEventListener('input', () => this.forgetLook())
    this.form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.look()
    })
    this.part('[data-confirm]').addEventListener('click', () => this.confirm())
    this.part('[data-print]').addEventListener('click', () => window.print())
    this.showKind()
    this.usePreset()
  }

  /** With several offices the page holds each one's usual place, and the link tells whose it is. */
  fillPlace(office) {
    const places = document.querySelector('script[data-places]')
    const fields = (places && JSON.parse(places.textContent)[office]) || {}
    for (const [name, words] of Object.entries(fields)) this.form.elements[name].value = words
  }

  get kind() {
    return this.form.elements.kind.value
  }

  showKind() {
    for (const part of this.root.querySelectorAll('[data-kind]')) {
      part.hidden = part.dataset.kind !== this.kind
      part.disabled = part.hidden
    }
  }

  /** The usual reasons are there in both languages, and can be changed. */
  usePreset() {
    const { preset, reason_th: thai, reason_en: english } = this.form.elements
    const chosen = preset.options[preset.selectedIndex]
    thai.value = chosen.dataset.th || ''
    english.value = chosen.dataset.en || ''
  }

  /** What is sent; null when something cannot be read. */
  change() {
    const value = (name) => this.form.elements[name].value.trim()
    if (this.kind === 'normal') return { normal: true }
    if (this.kind === 'closed') return { open: false, reason: { th: value('reason_th'), en: value('reason_en') } }
    const slots = slotsIn(value('slots'))
    const opens = opening(value('opens_date'), clockTimeIn(value('opens_time')))
    if (slots === null || opens === null) return null
    return {
      open: true,
      venue: {
        name: { th: value('venue_th'), en: value('venue_en') },
        address: { th: value('address_th'), en: value('address_en') }
      },
      capacity: Number(value('capacity')),
      ...(slots.length > 0 ? { slots } : {}),
      ...(opens ? { opens_at: opens } : {})
    }
  }

  /** Nothing is changed by looking. */
  async look() {
    if (this.busy) return undefined
    this.notices.clear()
    const date = this.form.elements.date.value
    const change = this.change()
    if (!isDay(date)) return this.notices.say(this.strings.text('day_needed'), 'notice--alarm')
    if (!change) return this.notices.say(this.strings.text('slots_unreadable'), 'notice--alarm')
    this.edition += 1
    const { edition } = this
    const answer = await this.api.changeDay(date, { ...change, preview: true })
    if (edition !== this.edition) return undefined
    if (!answer.ok) return this.notices.say(this.notices.why(answer), 'notice--alarm')
    this.looked = { date, change }
    this.show(answer.data)
    return this.part('[data-result-heading]').focus()
  }

  /** What was looked at, and nothing else. */
  async confirm() {
    if (!this.looked || this.busy) return
    const { looked } = this
    this.edition += 1
    this.work(true)
    const answer = await this.api.changeDay(looked.date, looked.change)
    if (isUnknown(answer)) await this.settle(looked, answer)
    else if (answer.ok) this.done(answer.data)
    else this.alarm(this.notices.why(answer))
    this.work(false)
  }

  /** Nobody can say what became of it: the day itself is asked. */
  async settle({ date, change }, lost) {
    const now = await this.api.changeDay(date, { ...change, preview: true })
    if (now.ok && now.data.already) {
      this.done({ ...now.data, preview: false })
      this.notices.say(this.strings.text('day_changed_after_all'), 'notice--done')
      return
    }
    const why = this.notices.why(now.ok ? lost : now)
    this.alarm(`${why} ${this.strings.text(now.ok ? 'day_not_changed' : 'day_unknown')}`)
  }

  /** Whoever confirms is at the end of a long list, and the notices are above it. */
  alarm(words) {
    this.notices.say(words, 'notice--alarm')
    this.part('[data-notices]').scrollIntoView({ block: 'center' })
  }

  done(decision) {
    this.notices.clear()
    this.looked = null
    this.show(decision)
    this.part('[data-result-heading]').focus()
  }

  work(busy) {
    this.busy = busy
    const button = this.part('[data-confirm]')
    // Only said, not disabled: a disabled button would lose the focus.
    button.setAttribute('aria-disabled', String(busy))
    this.part('[data-working]').textContent = busy ? this.strings.text('day_working') : ''
  }

  /** The form was changed: what is on the screen is not what would be done. */
  forgetLook() {
    this.edition += 1
    if (!this.looked) return
    this.looked = null
    this.result.hidden = true
  }

  show(decision) {
    const date = this.strings.day(decision.date)
    const told = decision.preview ? 'would' : 'is'
    const kind = decision.open ? (decision.special ? 'special' : 'normal') : 'closed'
    this.result.hidden = false
    this.part('[data-result-heading]').textContent = this.strings.text(`day_${told}_${kind}`, { date })
    const touched = decision.bookings
    refill(this.part('[data-result-facts]'), [
      ...(decision.open ? [this.line(this.strings.counted('day_places', decision.places)), this.line(this.venueWords(decision.venue))] : []),
      ...(decision.opens_at ? [this.line(this.strings.text('day_opens_at', { when: this.strings.moment(decision.opens_at) }))] : []),
      this.line(touched.length === 0 ? this.strings.text('nobody_touched') : this.strings.counted('touched', touched.length, { mail: decision.by_mail, phone: decision.by_phone }))
    ])
    this.part('[data-touched]').hidden = touched.length === 0
    refill(this.part('[data-touched-rows]'), touched.map((booking) => this.row(booking)))
    this.part('[data-call-heading]').textContent = this.strings.text('call_list', { date })
    this.part('[data-confirm]').hidden = !decision.preview
    this.part('[data-done-words]').hidden = decision.preview
    this.part('[data-later-words]').hidden = decision.preview || decision.finished !== false
    this.part('[data-print]').hidden = decision.preview || decision.by_phone === 0
  }

  row(booking) {
    const cell = (...children) => element('td', {}, children)
    const byPhone = booking.told === 'phone'
    return element('tr', { class: byPhone ? 'to-call' : 'told-by-mail' }, [
      cell(this.time(booking)),
      cell(...booking.couple.map(({ name }) => element('bdi', { class: 'panel__name' }, [name])), element('span', { class: 'line__reference' }, [booking.reference])),
      cell(element('a', { href: `tel:${booking.phone}`, class: 'nowrap' }, [spacedPhone(booking.phone)]), ...(booking.language === 'en' ? [' ', element('span', { class: 'tag tag--gold' }, [this.strings.text('tag_english')])] : [])),
      cell(this.strings.text(byPhone ? 'told_by_phone' : 'told_by_mail')),
      cell(...booking.proposals.map((free) => this.proposal(free))),
      element('td', { class: 'touched__done' }, [byPhone ? '☐' : ''])
    ])
  }

  proposal(free) {
    return element('span', { class: 'panel__name' }, [
      `${this.strings.day(free.date)} `,
      element('span', { class: 'touched__time' }, [this.time(free)])
    ])
  }

  venueWords({ name, address }) {
    return this.strings.text('day_venue', { name: this.strings.of(name), address: this.strings.of(address) })
  }

  line(words) {
    return element('p', {}, [words])
  }

  time({ start, end }) {
    const inWords = (time) => clockTime(time, this.strings.language)
    return this.strings.text('time_range', { start: inWords(start), end: inWords(end) })
  }

  part(selector) {
    return this.root.querySelector(selector)
  }
}

/** "08.00-08.30", one in each line; nothing for the office's own table, null when unreadable. */
export function slotsIn(typed) {
  const lines = typed.split('\n').map((line) => line.trim()).filter(Boolean)
  const slots = lines.map((line) => {
    const [start, end, more] = line.split(/\s*[-–]\s*/).map(clockTimeIn)
    return start && end && more === undefined ? { start, end } : null
  })
  return slots.includes(null) ? null : slots
}

/** The minute from which a special day can be booked; "" for at once, null for half an answer. */
function opening(date, time) {
  if (!date && time === '') return ''
  return isDay(date) && time ? `${date}T${time}:00+07:00` : null
}
