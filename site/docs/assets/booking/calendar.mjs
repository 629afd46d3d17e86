import { addDays, addMonths, dayInWords, monthOf, weekdayNames, weekdayOf } from './dates.mjs'
import { element, refill } from './elements.mjs'

/** How many of the next free days are listed at first, and with each press for more. */
const QUICK_DAYS = 4
const MORE_DAYS = 8

/** Closures that need no line of their own under the month: the page explains them once. */
const EVERYDAY_REASONS = ['weekend', 'outside_window']

/** "free", "full" or "closed". */
export function stateOf(day) {
  if (!day.open) return 'closed'
  return day.free > 0 ? 'free' : 'full'
}

/** The first few days with a free place. */
export function nextFreeDays(days, most = QUICK_DAYS) {
  return days.filter((day) => stateOf(day) === 'free').slice(0, most)
}

/**
 * The days as months of weeks, Sunday first. Only weeks that hold a day are there, so a window that
 * starts late in a month does not open with empty rows. A cell without a day is null.
 *
 * @param {{date: string}[]} days - in order
 */
export function monthsOf(days) {
  const months = []
  for (const day of days) {
    const key = monthOf(day.date)
    const sunday = addDays(day.date, -weekdayOf(day.date))
    let month = months[months.length - 1]
    if (!month || month.key !== key) {
      month = { key, weeks: [] }
      months.push(month)
    }
    let week = month.weeks[month.weeks.length - 1]
    if (!week || week.sunday !== sunday) {
      week = { sunday, cells: [null, null, null, null, null, null, null] }
      month.weeks.push(week)
    }
    week.cells[weekdayOf(day.date)] = day
  }
  return months
}

/** Where a key of the keyboard leads from a day, or null when the key means nothing here. */
export function dayAfterKey(day, key) {
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }
  if (key in steps) return addDays(day, steps[key])
  if (key === 'PageUp') return addMonths(day, -1)
  if (key === 'PageDown') return addMonths(day, 1)
  if (key === 'Home') return addDays(day, -weekdayOf(day))
  if (key === 'End') return addDays(day, 6 - weekdayOf(day))
  return null
}

/** A month may lead beyond the days there are: then it ends with the last one on the way. */
export function landing(dates, from, key) {
  const target = dayAfterKey(from, key)
  if (key === 'PageDown') return dates.find((date) => date >= target) || dates[dates.length - 1]
  if (key === 'PageUp') return dates.filter((date) => date <= target).pop() || dates[0]
  return target
}

/** Draws the free places of each day, and tells which day was pressed. */
export class Calendar {
  /**
   * @param {HTMLElement} root - holds the quick list, the months and a status line
   * @param {object} options
   * @param {import('./strings.mjs').Strings} options.strings
   * @param {(date: string) => void} options.onChoose
   */
  constructor(root, { strings, onChoose }) {
    this.strings = strings
    this.onChoose = onChoose
    this.nextDays = root.querySelector('[data-next-days]')
    this.nextDaysList = root.querySelector('[data-next-days-list]')
    this.moreDays = root.querySelector('[data-more-days]')
    this.heading = root.querySelector('[data-months-heading]')
    this.months = root.querySelector('[data-months]')
    this.status = root.querySelector('[data-day-status]')
    this.days = []
    this.chosen = null
    root.addEventListener('click', (event) => this.press(event.target.closest('button')))
    this.months.addEventListener('keydown', (event) => this.move(event))
    this.moreDays.addEventListener('click', () => this.listMore())
  }

  show(days) {
    this.days = days
    const free = nextFreeDays(days)
    this.list(QUICK_DAYS)
    this.nextDays.hidden = free.length === 0
    this.heading.hidden = false
    refill(this.months, monthsOf(days).map((month) => this.month(month)))
    this.status.textContent = free.length === 0 ? this.strings.text('no_free_days') : ''
    this.mark(this.chosen)
    this.letTabReach(this.button(this.chosen) || this.button(free.length ? free[0].date : null))
  }

  /** The list is the other way to a day: for whoever does not want a calendar, down to its last free day. */
  list(most) {
    refill(this.nextDaysList, nextFreeDays(this.days, most).map((day) => this.quickDay(day)))
    this.moreDays.hidden = nextFreeDays(this.days, most + 1).length <= most
    this.mark(this.chosen)
  }

  listMore() {
    const before = this.nextDaysList.children.length
    this.list(before + MORE_DAYS)
    this.nextDaysList.children[before].querySelector('button').focus()
  }

  /** Show a day as the chosen one; null for none. */
  mark(date) {
    this.chosen = date
    for (const button of this.months.querySelectorAll('button[data-day]')) {
      button.setAttribute('aria-pressed', String(button.dataset.day === date))
    }
    for (const button of this.nextDaysList.querySelectorAll('button')) {
      button.setAttribute('aria-pressed', String(button.dataset.nextDay === date))
    }
  }

  /** The day of that date, if it is one that can be chosen. */
  freeDay(date) {
    return this.days.find((day) => day.date === date && stateOf(day) === 'free')
  }

  /** Why a day cannot be chosen, in words. */
  refusal(date) {
    const day = this.days.find((candidate) => candidate.date === date)
    const words = this.words(date)
    if (day.open) return this.strings.text('day_cannot_full', { date: words })
    if (day.opens_at) {
      return this.strings.text('day_cannot_opens', { date: words, opens: this.strings.moment(day.opens_at) })
    }
    return this.strings.text('day_cannot_closed', { date: words, reason: this.strings.of(day.reason) })
  }

  press(button) {
    const date = button && (button.dataset.day || button.dataset.nextDay)
    if (!date) return
    if (this.freeDay(date)) {
      this.status.textContent = ''
      this.onChoose(date)
    } else {
      this.status.textContent = this.refusal(date)
    }
  }

  /** Arrow keys walk by day and week, the page keys by month, so that Tab passes the whole calendar in one step. */
  move(event) {
    const from = event.target.closest('button[data-day]')
    const dates = this.days.map(({ date }) => date)
    const to = from && this.button(landing(dates, from.dataset.day, event.key))
    if (!to) return
    event.preventDefault()
    this.letTabReach(to)
    to.focus()
  }

  letTabReach(button) {
    const target = button || this.months.querySelector('button[data-day]')
    for (const other of this.months.querySelectorAll('button[data-day]')) {
      other.tabIndex = other === target ? 0 : -1
    }
  }

  button(date) {
    return date && this.months.querySelector(`button[data-day="${date}"]`)
  }

  words(date) {
    return this.strings.day(date)
  }

  quickDay(day) {
    const words = dayInWords(day.date, this.strings.language)
    const places = this.strings.counted('day_free', day.free)
    return element('li', {}, [
      element('button', { type: 'button', class: 'next-day', 'data-next-day': day.date }, [
        element('span', { class: 'next-day__date' }, [this.strings.text('date_short', words)]),
        ' ',
        element('span', { class: 'next-day__free' }, [places])
      ])
    ])
  }

  month({ key, weeks }) {
    const words = dayInWords(`${key}-01`, this.strings.language)
    const table = element('table', { class: 'month' }, [
      element('caption', {}, [this.strings.text('month_heading', words)]),
      element('thead', {}, [element('tr', {}, this.columnHeads())]),
      element('tbody', {}, weeks.map((week) => element('tr', {}, week.cells.map((day) => this.cell(day)))))
    ])
    return element('div', { class: 'month-box' }, [table, ...this.closures(weeks)])
  }

  columnHeads() {
    return weekdayNames(this.strings.language).map(({ short, long }) =>
      element('th', { scope: 'col' }, [element('abbr', { title: long }, [short])])
    )
  }

  cell(day) {
    return element('td', {}, day ? [this.dayButton(day)] : [])
  }

  /**
   * Closed and full days are buttons too, only without effect: pressing one says why. A button
   * that is truly disabled cannot be reached by keyboard, so nobody would hear the reason.
   */
  dayButton(day) {
    const state = stateOf(day)
    const date = this.words(day.date)
    const seen = {
      free: () => this.strings.counted('day_free', day.free),
      full: () => this.strings.text('day_full'),
      closed: () => this.strings.text(day.opens_at ? 'day_opens' : 'day_closed')
    }
    const heard = {
      free: () => this.strings.counted('day_label_free', day.free, { date }),
      full: () => this.strings.text('day_label_full', { date }),
      closed: () => this.strings.text('day_label_closed', { date, reason: this.closure(day) })
    }
    return element(
      'button',
      {
        type: 'button',
        class: `day day--${state}`,
        'data-day': day.date,
        'aria-disabled': state === 'free' ? null : 'true',
        'aria-label': heard[state](),
        tabindex: '-1'
      },
      [
        element('span', { class: 'day__number' }, [String(Number(day.date.slice(8)))]),
        element('span', { class: 'day__state' }, [seen[state]()])
      ]
    )
  }

  closure({ reason, opens_at: opensAt }) {
    if (!opensAt) return this.strings.of(reason)
    return this.strings.text('day_opens_at', { opens: this.strings.moment(opensAt) })
  }

  /** Holidays and other unusual closures of a month, for the eye. */
  closures(weeks) {
    const closed = weeks.flatMap((week) => week.cells).filter((day) => day && isUnusual(day))
    if (closed.length === 0) return []
    const lines = closed.map((day) => {
      const date = this.strings.text('date_short', dayInWords(day.date, this.strings.language))
      return element('li', {}, [this.strings.text('closed_day', { date, reason: this.closure(day) })])
    })
    return [element('ul', { class: 'plain month__closures' }, lines)]
  }
}

function isUnusual({ open, reason, opens_at: opensAt }) {
  return !open && Boolean(opensAt || (reason && !EVERYDAY_REASONS.includes(reason.code)))
}
