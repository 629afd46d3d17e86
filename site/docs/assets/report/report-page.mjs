import { dayAndTime, isDay, OFFICE_ZONE } from '../booking/dates.mjs'
import { tellDays } from '../desk/day-words.mjs'
import { carryToken, readToken, skipWithoutFragment } from '../survey/token-link.mjs'
import { presetSpan } from './numbers.mjs'
import { ReportSheet } from './report-sheet.mjs'

const IS_REPORT = ({ service_minutes: minutes }) => minutes !== undefined
const WRONG_LINK = [401, 403]

/** Opens the report that a signed link leads to, for the span chosen. It changes nothing. */
export class ReportPage {
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
    this.sheet = new ReportSheet(root.querySelector('[data-report]'), strings)
    this.waiting = root.querySelector('[data-waiting]')
    this.form = root.querySelector('[data-span-form]')
    this.wrong = root.querySelector('[data-span-wrong]')
    this.announcement = root.querySelector('[data-announce]')
    this.span = null
  }

  start() {
    skipWithoutFragment()
    this.tellDays = tellDays(this.form, this.strings)
    this.root.querySelector('[data-retry]').addEventListener('click', () => this.open())
    this.root.querySelector('[data-print]').addEventListener('click', () => window.print())
    this.root.querySelector('[data-csv]').addEventListener('click', () => this.download())
    for (const preset of this.root.querySelectorAll('[data-preset]')) {
      preset.addEventListener('click', () => this.choose(presetSpan(preset.dataset.preset, this.today())))
    }
    this.form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.choose({ from: this.form.elements.from.value, to: this.form.elements.to.value })
    })
    window.addEventListener('hashchange', () => this.open())
    return this.open()
  }

  /** The office's day, by the clock of the service where it has told it. */
  today() {
    return this.told || dayAndTime(new Date(), OFFICE_ZONE).day
  }

  choose(span) {
    this.wrong.textContent = ''
    if (!isDay(span.from) || !isDay(span.to)) {
      this.sayWrong()
      return
    }
    this.span = span
    this.open()
  }

  async open() {
    const fragment = window.location.hash
    carryToken(fragment)
    this.token = readToken(fragment)
    if (!this.token) {
      this.show('no_link')
      return
    }
    if (this.sheet.root.hidden) this.show('waiting')
    const answer = await this.api.request(`/staff/report${this.query()}`, IS_REPORT, { headers: this.bearer() })
    if (window.location.hash !== fragment) return
    if (answer.ok) this.showReport(answer.data)
    else if (answer.code === 'validation_failed') this.sayWrong()
    else this.show(WRONG_LINK.includes(answer.status) ? 'bad_link' : 'failed')
  }

  showReport(report) {
    this.told = dayAndTime(report.made_at, OFFICE_ZONE).day
    this.form.elements.from.value = report.from
    this.form.elements.to.value = report.to
    this.tellDays()
    this.sheet.show(report)
    this.show('report')
    this.announcement.textContent = this.strings.text('opened')
  }

  /** The token stays in a header: an address would keep it in histories and logs. */
  async download() {
    const { from, to } = this.form.elements
    const answer = await fetch(`/api/staff/report?from=${from.value}&to=${to.value}&format=csv`, {
      headers: this.bearer(),
      credentials: 'omit'
    }).catch(() => null)
    if (!answer || !answer.ok) {
      this.show('failed')
      return
    }
    const link = document.createElement('a')
    link.href = URL.createObjectURL(await answer.blob())
    link.download = `report-${from.value}-${to.value}.csv`
    link.click()
    URL.revokeObjectURL(link.href)
  }

  query() {
    return this.span ? `?from=${this.span.from}&to=${this.span.to}` : ''
  }

  bearer() {
    return { Authorization: `Bearer ${this.token}` }
  }

  sayWrong() {
    this.show('report')
    this.wrong.textContent = this.strings.text('span_wrong')
  }

  /** One thing at a time: waiting, the report, or a reason why there is none. */
  show(state) {
    this.waiting.hidden = state !== 'waiting'
    this.form.hidden = state !== 'report'
    this.sheet.root.hidden = state !== 'report'
    this.announcement.textContent = ''
    for (const section of this.root.querySelectorAll('[data-state]')) {
      section.hidden = section.dataset.state !== state
      if (!section.hidden) section.querySelector('h2').focus()
    }
  }
}
