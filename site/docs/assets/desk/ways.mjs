import { addDays } from '../booking/dates.mjs'
import { withToken } from './staff-link.mjs'

/** The ways out of the desk, all for the day on the screen: lists to print or save, other pages. */
export class Ways {
  /**
   * @param {HTMLElement} root
   * @param {object} tools
   * @param {import('./staff-api.mjs').StaffApi} tools.api
   * @param {import('../booking/strings.mjs').Strings} tools.strings
   * @param {import('./desk-day.mjs').DeskDay} tools.day
   * @param {import('./service-clock.mjs').ServiceClock} tools.clock
   */
  constructor(root, { api, strings, day, clock }) {
    this.root = root
    this.api = api
    this.strings = strings
    this.day = day
    this.clock = clock
    this.nextDay = null
  }

  /** The next day on which the office works, as couples see it in the calendar. */
  async findNextDay() {
    const answer = await this.api.days(this.day.told.office)
    const today = this.clock.today()
    const open = answer.ok ? answer.data.days.find((day) => day.open && day.date > today) : null
    this.nextDay = open ? open.date : addDays(today, 1)
  }

  draw({ date }) {
    for (const link of this.root.querySelectorAll('a[data-download]')) {
      const [list, format] = link.dataset.download.split('.')
      const more = link.dataset.list ? { list: link.dataset.list } : {}
      lead(link, this.listAddress(list, { date, format, ...more }))
    }
    for (const link of this.root.querySelectorAll('a[data-way]')) {
      link.hidden = !this.day.canWork
      lead(link, this.to(link.dataset.way, date === this.clock.today() ? {} : { date }))
    }
    lead(this.part('a[data-to-papers]'), this.to('papers'))
    this.drawAhead()
  }

  /** Tonight's printout: a Friday's is that of Monday. */
  drawAhead() {
    const link = this.part('[data-ahead]')
    link.hidden = !this.nextDay || !this.day.covers(this.nextDay)
    if (link.hidden) return
    lead(link, this.listAddress('day-list', { date: this.nextDay, format: 'html' }))
    link.textContent = this.strings.text('print_ahead', { date: this.strings.day(this.nextDay) })
  }

  /** The three downloads are opened as pages, so they alone carry the token in their address. */
  listAddress(list, { date, format, ...more }) {
    return `/api/staff/${list}?${new URLSearchParams({ token: this.api.token, date, format, ...more })}`
  }

  /** Another page of the staff's, opened with the same link. */
  to(page, more) {
    return withToken(new URL(`../${page}/`, window.location.href).href, this.api.token, more)
  }

  part(selector) {
    return this.root.querySelector(selector)
  }
}

/** A link that is left alone keeps the pointer's hint and its place in the menu. */
function lead(link, address) {
  if (link.getAttribute('href') !== address) link.href = address
}
