import { clockTime } from '../booking/dates.mjs'
import { element, refill } from '../booking/elements.mjs'
import { spacedPhone } from './phone.mjs'
import { isLate, lifeOf, minuteOf, minutesBetween, nextDeeds } from './record.mjs'

/** The office's own table of the day: ลำดับที่, เวลา, ชื่อคู่สมรส, เบอร์ติดต่อ, and what happened. */
export class DayTable {
  /**
   * @param {HTMLTableSectionElement} body
   * @param {object} tools
   * @param {import('../booking/strings.mjs').Strings} tools.strings
   */
  constructor(body, { strings }) {
    this.body = body
    this.strings = strings
    this.drawn = new Map()
  }

  /**
   * Bring the table up to date. A row that says the same as before is left alone: it keeps the focus,
   * and a day of a thousand couples is not drawn anew for one press.
   *
   * @param {object} view - of DeskDay
   */
  show(view) {
    const lines = linesOf(view)
    const rows = lines.map((line) => this.row(line, view))
    const stale = rows.length !== this.body.rows.length || rows.some((row, place) => row !== this.body.rows[place])
    if (stale) this.replaceAll(rows)
    const shown = new Set(lines.map((line) => line.id))
    for (const id of this.drawn.keys()) if (!shown.has(id)) this.drawn.delete(id)
  }

  /** Whether a row is in sight: a search may leave none. */
  get hasRows() {
    return this.body.querySelector('tr:not([hidden])') !== null
  }

  /** Drawing anew must not throw the keyboard out of the table. */
  replaceAll(rows) {
    const active = document.activeElement
    const hold = this.body.contains(active) ? active.closest('tr').dataset.id : null
    const deed = hold && active.dataset.deed
    refill(this.body, rows)
    if (hold && !this.body.contains(document.activeElement)) this.focus(hold, deed)
  }

  /** The same button again, else the next one of that couple. */
  focus(id, deed) {
    const row = this.rowOf(id)
    if (!row) return
    const button = (deed && row.querySelector(`[data-deed="${deed}"]`)) || row.querySelector('button')
    if (button) button.focus({ preventScroll: true })
  }

  rowOf(id) {
    const known = this.drawn.get(id)
    return known && known.row
  }

  row(line, view) {
    const { id, row, free } = line
    const { booking } = row
    const life = booking && lifeOf(booking, view.waitingFor(booking.reference))
    const late = booking && isLate(booking, life, view.now)
    const deeds = booking && view.canWork ? nextDeeds(booking, life, view.now, view.today) : []
    const running = life && life.state === 'started' && booking.date === view.today
    const minutes = running ? minutesBetween(life.startedAt, view.now) : null
    const says = JSON.stringify([row.order, row.start, row.end, free, booking, life, late, deeds, minutes, line.hidden, view.selected === id])
    const known = this.drawn.get(id)
    if (known && known.says === says) return known.row
    const made = booking
      ? this.couple(line, { booking, life, late, deeds, minutes, view })
      : this.emptyPlace(line, view)
    made.hidden = Boolean(line.hidden)
    const active = known && known.row.contains(document.activeElement) ? document.activeElement.dataset.deed || '' : null
    this.drawn.set(id, { row: made, says })
    if (known && known.row.parentNode === this.body) {
      known.row.replaceWith(made)
      if (active !== null) this.focus(id, active)
    }
    return made
  }

  couple(line, { booking, life, late, deeds, minutes, view }) {
    const { row, id } = line
    const state = late ? 'late' : life.state
    const names = booking.couple.map(({ name, nationality }) =>
      element('span', { class: 'couple__person' }, [
        element('bdi', {}, [name]),
        ...(nationality === 'TH' ? [] : [' ', element('span', { class: 'couple__nation' }, [this.nation(nationality)])])
      ])
    )
    const made = element('tr', { class: `line line--${state}`, 'data-id': id, 'aria-current': view.selected === id ? 'true' : null }, [
      this.cell('order', [String(row.order)]),
      this.cell('time', [this.time(row)]),
      this.cell('names', [
        element('button', { type: 'button', class: 'couple', 'data-open': booking.reference }, names),
        element('span', { class: 'line__tags' }, this.tags(booking, view))
      ]),
      this.cell('phone', [
        element('span', { class: 'nowrap' }, [spacedPhone(booking.phone)]),
        element('span', { class: 'line__reference' }, [booking.reference])
      ]),
      this.cell('state', this.stateWords(booking, life, late, minutes, view)),
      this.cell('deeds', view.canWork ? this.buttons(booking, life, deeds, late) : [])
    ])
    return made
  }

  emptyPlace({ row, id, free }, { canEnter, enterLink }) {
    const words = free > 1 ? this.strings.text('places_free', { count: free }) : this.strings.text('place_free')
    const way = element('a', { class: 'line__enter', href: enterLink(row), 'data-enter': true }, [
      this.strings.text('enter_here'),
      element('span', { class: 'visually-hidden' }, [` ${this.time(row)}`])
    ])
    return element('tr', { class: 'line line--free', 'data-id': id }, [
      this.cell('order', [String(row.order)]),
      this.cell('time', [this.time(row)]),
      this.cell('names', [element('span', { class: 'line__free' }, [words])]),
      this.cell('phone', []),
      this.cell('state', []),
      this.cell('deeds', canEnter(row) ? [way] : [])
    ])
  }

  cell(name, children) {
    return element('td', { class: `line__${name}` }, children)
  }

  tags(booking, view) {
    const tag = (key, style) => element('span', { class: `tag ${style}` }, [this.strings.text(key)])
    return [
      ...(booking.language === 'en' ? [tag('tag_english', 'tag--gold')] : []),
      ...(booking.interpreter ? [tag('tag_interpreter', 'tag--gold')] : []),
      ...(booking.channel === 'web' ? [] : [tag(`channel_${booking.channel}`, 'tag--plain')]),
      ...this.papersTag(booking, view)
    ]
  }

  /** Where papers wait, the way to look at them. */
  papersTag({ papers_state: state, papers_count: count = {} }, { canWork, papersLink }) {
    if (!this.strings.has(`papers_${state}`)) return []
    const isPartly = state === 'waiting' && count.to_check === 0 && count.wanted > 0
    const words = [this.strings.text(isPartly ? 'papers_partly' : `papers_${state}`, count)]
    return state === 'waiting' && !isPartly && canWork
      ? [element('a', { class: 'tag tag--leaf', href: papersLink }, words)]
      : [element('span', { class: 'tag tag--leaf' }, words)]
  }

  stateWords(booking, life, late, minutes, { target }) {
    const word = element('strong', { class: 'state' }, [this.strings.text(late ? 'state_late' : `state_${life.state}`)])
    const unsent = life.unsent > 0 ? [element('span', { class: 'tag tag--gold' }, [this.strings.text('unsent')])] : []
    return [word, ' ', ...this.when(life, minutes, target), ...unsent]
  }

  when(life, minutes, target) {
    const { state } = life
    const at = (time) => this.strings.text('at_time', { time: this.clock(minuteOf(time)) })
    if (state === 'arrived') return [element('span', { class: 'state__time' }, [at(life.arrivedAt)])]
    if (state === 'started') return this.runningFor(life, minutes, target)
    if (state === 'finished') {
      const spent = minutesBetween(life.startedAt, life.finishedAt)
      const words = this.strings.text('served', {
        start: this.clock(minuteOf(life.startedAt)),
        finish: this.clock(minuteOf(life.finishedAt)),
        minutes: spent
      })
      return [element('span', { class: spent > target ? 'state__time state__time--over' : 'state__time' }, [words])]
    }
    return []
  }

  runningFor(life, minutes, target) {
    const who = life.officer ? [element('span', { class: 'state__officer' }, [this.strings.text('served_by', { officer: life.officer })])] : []
    if (minutes === null) return who
    const pace = minutes >= target ? 'over' : minutes >= target - 5 ? 'near' : 'fine'
    return [
      element('span', { class: `running running--${pace}` }, [
        element('progress', { class: 'running__bar', max: target, value: Math.min(minutes, target), 'aria-hidden': 'true' }),
        this.strings.text('running', { minutes, target })
      ]),
      ...who
    ]
  }

  /** The same buttons as in the row. */
  buttonsFor(booking, waiting, now, today) {
    const life = lifeOf(booking, waiting)
    return this.buttons(booking, life, nextDeeds(booking, life, now, today), isLate(booking, life, now))
  }

  buttons(booking, life, deeds, late) {
    const styleOf = (deed) => (deed === deeds[0] && deed !== 'no-show' ? '' : late && deed === 'no-show' ? 'press--alarm' : 'press--quiet')
    const made = deeds.map((deed) => this.deedButton(booking, deed, styleOf(deed)))
    return life.stack.length > 0 ? [...made, this.deedButton(booking, 'undo', 'press--undo')] : made
  }

  deedButton(booking, deed, style) {
    const names = booking.couple.map(({ name }) => name).join(', ')
    return element('button', { type: 'button', class: `press ${style}`, 'data-deed': deed, 'data-reference': booking.reference }, [
      this.strings.text(`deed_${deed.replace('-', '_')}`),
      element('span', { class: 'visually-hidden' }, [` ${names}`])
    ])
  }

  nation(code) {
    if (code === 'stateless') return this.strings.text('stateless')
    try {
      return new Intl.DisplayNames([this.strings.language], { type: 'region' }).of(code)
    } catch (tooOld) {
      return code
    }
  }

  clock(time) {
    return clockTime(time, this.strings.language)
  }

  time({ start, end }) {
    return this.strings.text('time_range', { start: this.clock(start), end: this.clock(end) })
  }
}

/**
 * One line for each couple, and for the free places of a slot one together: a special day has
 * eighty at a time.
 */
function linesOf({ rows, matches }) {
  const lines = []
  for (const row of rows) {
    const before = lines[lines.length - 1]
    if (!row.booking && before && before.free && before.row.slot === row.slot) {
      before.free += 1
    } else {
      const id = row.booking ? row.booking.reference : `free-${row.slot}-${row.place}`
      lines.push({ id, row, free: row.booking ? 0 : 1, hidden: !matches(row) })
    }
  }
  return lines
}
