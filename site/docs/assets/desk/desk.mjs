import { addDays, clockTime, isDay } from '../booking/dates.mjs'
import { IN_USE_MS, Pace } from './pace.mjs'
import { CouplePanel } from './couple-panel.mjs'
import { DayTable } from './day-table.mjs'
import { DeskDay } from './desk-day.mjs'
import { Notices } from './notices.mjs'
import { Officer } from './officer.mjs'
import { PressQueue } from './press-queue.mjs'
import { isLate, lifeOf } from './record.mjs'
import { copyText } from './reply.mjs'
import { Scanner } from './scanner.mjs'
import { matcher, referenceIn } from './search.mjs'
import { ServiceClock } from './service-clock.mjs'
import { withToken } from './staff-link.mjs'

/** Signs that somebody is at the desk. */
const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel']

/** Minutes go on without anybody pressing. */
const DRAW_EVERY = 5000

/** The desk: the couples of a day, and one press for each thing that happens to them. */
export class Desk {
  /**
   * @param {HTMLElement} root
   * @param {object} tools
   * @param {import('./staff-api.mjs').StaffApi} tools.api
   * @param {import('../booking/strings.mjs').Strings} tools.strings
   * @param {URLSearchParams} tools.fields - of the link's fragment
   * @param {(answer: object) => boolean} tools.refuses - shows why the link opens nothing, if it does not
   */
  constructor(root, { api, strings, fields, refuses }) {
    this.root = root
    this.api = api
    this.strings = strings
    this.refuses = refuses
    this.wanted = isDay(fields.get('date') || '') ? fields.get('date') : null
    this.clock = new ServiceClock()
    this.pace = new Pace()
    this.officer = new Officer(this.part('#officer'), () => this.signAll())
    this.unsigned = new Map()
    this.notices = new Notices(this.part('[data-notices]'), strings)
    this.queue = new PressQueue((press) => this.send(press), {
      onSettled: (...what) => this.settled(...what),
      onChange: () => this.draw()
    })
    this.day = new DeskDay(this.clock, this.queue)
    this.table = new DayTable(this.part('[data-rows]'), { strings })
    this.search = this.part('#search')
    this.panel = this.makePanel()
    this.lost = null
    this.nextDay = null
  }

  makePanel() {
    return new CouplePanel(this.part('[data-couple]'), {
      api: this.api,
      strings: this.strings,
      notices: this.notices,
      day: this.day,
      replyWords: JSON.parse(document.querySelector('script[data-reply-words]').textContent),
      officer: () => this.officer.name,
      waitingFor: (reference) => this.queue.waitingFor(reference),
      copy: (field, status) => this.copy(field, status),
      buttonsFor: (booking) => this.buttonsFor(booking),
      onTicked: (tick) => this.queue.add({ ...tick, deed: 'papers' }),
      onChanged: (booking) => this.changedInPanel(booking),
      onClose: (reference) => {
        this.draw()
        this.table.focus(reference)
      }
    })
  }

  async start() {
    this.listen()
    await this.look()
    if (this.day.canWork && !this.officer.name) this.officer.ask()
    this.findNextDay()
    setInterval(() => this.drawIfKnown(), DRAW_EVERY)
    this.lookAgainLater()
  }

  listen() {
    this.part('[data-rows]').addEventListener('click', ({ target }) => {
      const button = target.closest('button')
      if (button) this.clicked(button.dataset)
    })
    this.part('[data-panel-deeds]').addEventListener('click', ({ target }) => {
      const button = target.closest('button')
      if (button) this.clicked(button.dataset)
    })
    this.part('[data-found]').addEventListener('click', ({ target }) => {
      const button = target.closest('button[data-place]')
      if (button) this.openFound(Number(button.dataset.place))
    })
    this.part('form[data-search]').addEventListener('submit', (event) => {
      event.preventDefault()
      this.searchAllDays()
    })
    this.search.addEventListener('input', () => this.typed())
    for (const button of this.root.querySelectorAll('[data-step]')) {
      button.addEventListener('click', () => this.go(this.day.isKnown ? this.day.dayBeside(Number(button.dataset.step)) : null))
    }
    this.part('[data-today]').addEventListener('click', () => this.go(this.clock.today()))
    this.part('#day').addEventListener('change', ({ target }) => isDay(target.value) && this.go(target.value))
    window.addEventListener('online', () => this.look())
    document.addEventListener('visibilitychange', () => document.hidden || this.look())
    document.addEventListener('keydown', (event) => this.shortcut(event))
    for (const touch of TOUCHES) {
      document.addEventListener(touch, () => this.pace.touch() && this.look(), { passive: true })
    }
    this.prepareScanner()
  }

  prepareScanner() {
    const button = this.part('[data-scan]')
    if (!Scanner.isPossible()) return
    const failed = () => this.notices.say(this.strings.text('no_camera'))
    this.scanner = new Scanner(this.part('[data-scanner]'), (reference) => this.showReference(reference), failed)
    button.hidden = false
    button.addEventListener('click', () => this.scanner.start())
  }

  /** "/" leads to the search from anywhere, as on many pages; a scanner can then type. */
  shortcut(event) {
    const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)
    if (event.key !== '/' || isTyping || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    this.search.focus()
    this.search.select()
  }

  // What the service says

  async look() {
    const asked = this.wanted
    const mark = this.day.isKnown && asked === this.day.date ? this.day.mark : ''
    const answer = await this.api.desk(asked, mark)
    if (this.wanted !== asked) return
    if (answer.ok) await this.see(answer.data)
    else this.missed(answer)
  }

  async see(data) {
    this.lost = null
    this.day.learn(data)
    this.wanted = this.day.date
    this.root.dataset.ready = 'true'
    this.draw()
    await this.queue.drain()
  }

  /** A link that ended says whom to ask; a lost connection leaves the day in sight. */
  missed(answer) {
    if (this.refuses(answer)) {
      this.stopped = true
      return
    }
    if (answer.status === 403 && this.day.isKnown) return
    this.lost = this.lost || new Date()
    this.drawConnection()
  }

  /** The next day on which the office works, as couples see it in the calendar. */
  async findNextDay() {
    if (!this.day.isKnown) return
    const answer = await this.api.days(this.day.told.office)
    const today = this.clock.today()
    const open = answer.ok ? answer.data.days.find((day) => day.open && day.date > today) : null
    this.nextDay = open ? open.date : addDays(today, 1)
    this.draw()
  }

  lookAgainLater() {
    setTimeout(async () => {
      if (this.stopped) return
      if (this.pace.isDue()) await this.look()
      this.lookAgainLater()
    }, IN_USE_MS)
  }

  /** Another day of the link. */
  async go(date) {
    if (!date) return this.look()
    if (this.day.isKnown && !this.day.covers(date)) {
      this.notices.say(this.strings.text('day_not_covered'))
      this.part('#day').value = this.day.date
      return null
    }
    this.wanted = date
    if (this.panel.isOpen) this.panel.close()
    return this.look()
  }

  // Presses

  clicked({ deed, reference, open }) {
    if (open) this.openPanel(open)
    else if (deed) this.press(deed, reference)
  }

  /** In sight at once, on its way a moment later. */
  press(deed, reference) {
    const booking = this.day.booking(reference)
    if (!booking || !this.day.canWork) return null
    if (!this.officer.name) {
      if (this.unsigned.size === 0) this.notices.say(this.strings.text('officer_needed'))
      this.unsigned.set(reference, { deed, at: this.clock.minute() })
      this.officer.ask()
      return null
    }
    return this.sign(booking, deed, this.clock.minute())
  }

  /** What was pressed before anybody gave initials, at the minute it was pressed. */
  signAll() {
    if (!this.officer.name) return
    const pressed = [...this.unsigned]
    this.unsigned.clear()
    for (const [reference, { deed, at }] of pressed) {
      const booking = this.day.booking(reference)
      if (booking) this.sign(booking, deed, at)
    }
  }

  sign(booking, deed, at) {
    const { reference } = booking
    const life = lifeOf(booking, this.queue.waitingFor(reference))
    const isToday = booking.date === this.clock.today()
    return this.queue.add({
      reference,
      deed,
      officer: this.officer.name,
      ...(deed === 'undo' ? { version: life.version } : isToday ? { at } : {})
    })
  }

  async send(press) {
    const answer = await this.api.press(press)
    if (answer.ok) {
      this.clock.learn(answer.data.now)
      this.day.learnBooking(answer.data.booking)
    } else if (answer.status === 401 || answer.code === 'link_revoked') {
      this.missed(answer)
    }
    return answer
  }

  settled(press, answer, dropped) {
    const booking = this.day.booking(press.reference)
    if (answer.ok) {
      this.panel.refresh(answer.data.booking)
    } else {
      const who = booking ? booking.couple.map(({ name }) => name).join(', ') : press.reference
      this.notices.refused(who, press, answer, dropped)
      this.day.forgetMark()
      this.look()
    }
  }

  changedInPanel(booking) {
    if (booking) this.day.learnBooking(booking)
    else this.day.forgetMark()
    this.draw()
    if (!booking) this.look()
  }

  /** The presses of a couple of this day, for its panel: a small screen shows it over the table. */
  buttonsFor({ reference }) {
    const booking = this.day.booking(reference)
    if (!booking || !this.day.canWork) return []
    return this.table.buttonsFor(booking, this.queue.waitingFor(reference), this.clock.now(), this.clock.today())
  }

  // Finding a couple

  typed() {
    const reference = referenceIn(this.search.value)
    const here = reference && this.day.booking(reference)
    if (here) this.openPanel(reference)
    this.part('[data-found-box]').hidden = true
    this.draw()
  }

  showReference(reference) {
    this.search.value = reference
    this.typed()
    if (!this.day.booking(reference)) this.searchAllDays()
  }

  async searchAllDays() {
    const words = this.search.value.trim()
    if (words === '') return
    const box = this.part('[data-found-box]')
    const answer = await this.api.find(words)
    box.hidden = false
    this.found = answer.ok ? answer.data.bookings : []
    if (answer.ok) this.day.learnPapers(answer.data.papers)
    const heading = answer.ok
      ? this.strings.counted('found', this.found.length)
      : this.notices.why(answer)
    this.part('[data-found-heading]').textContent = heading
    this.part('[data-found]').replaceChildren(...this.found.map((booking, place) => this.foundLine(booking, place)))
    if (this.found.length === 1) this.openFound(0)
    else this.part('[data-found-heading]').focus()
  }

  openFound(place) {
    this.panel.open(this.found[place])
    this.draw()
  }

  foundLine(booking, place) {
    const line = document.createElement('li')
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'couple'
    button.dataset.place = String(place)
    button.textContent = this.strings.text('found_line', {
      names: booking.couple.map(({ name }) => name).join(', '),
      date: this.strings.day(booking.date),
      time: clockTime(booking.start, this.strings.language),
      reference: booking.reference
    })
    line.append(button)
    return line
  }

  openPanel(reference) {
    const booking = this.day.booking(reference)
    if (booking) this.panel.open(booking)
    this.draw()
  }

  async copy(field, status) {
    status.textContent = this.strings.text((await copyText(field)) ? 'copied' : 'not_copied')
  }

  // What is seen

  drawIfKnown() {
    if (this.day.isKnown) this.draw()
  }

  draw() {
    if (!this.day.isKnown) {
      this.drawConnection()
      return
    }
    const { told } = this.day
    const now = this.clock.now()
    const today = this.clock.today()
    const all = this.queue.waiting
    this.table.show({
      rows: told.rows,
      now,
      today,
      target: told.target_minutes,
      selected: this.panel.reference,
      canWork: this.day.canWork,
      matches: matcher(this.search.value),
      waitingFor: (reference) => all.filter((press) => press.reference === reference),
      canEnter: (row) => this.day.canWork && told.date >= today && now < new Date(`${told.date}T${row.end}:00+07:00`),
      papersLink: this.linkTo('papers'),
      enterLink: (row) => this.linkTo('enter', { date: told.date, slot: row.slot })
    })
    const open = this.panel.isOpen && this.day.booking(this.panel.reference)
    if (open) this.panel.refresh(open)
    this.part('.desk__main').toggleAttribute('data-with-panel', this.panel.isOpen)
    this.drawHeading(told, today)
    this.drawCounts(told, now)
    this.drawWays(told)
    this.drawConnection()
  }

  drawHeading(told, today) {
    this.part('[data-day-words]').textContent = this.strings.day(told.date)
    this.part('[data-is-today]').hidden = told.date !== today
    this.part('[data-today]').hidden = told.date === today || !this.day.covers(today)
    this.part('[data-clock]').textContent = this.strings.text('time_of_day', { time: clockTime(this.clock.minute(), this.strings.language) })
    const day = this.part('#day')
    if (document.activeElement !== day) day.value = told.date
    day.min = told.link.first
    day.max = told.link.last
    for (const button of this.root.querySelectorAll('[data-step]')) {
      button.disabled = !this.day.covers(addDays(told.date, Number(button.dataset.step)))
    }
    this.part('[data-empty]').hidden = told.rows.length > 0
    this.part('[data-table]').hidden = told.rows.length === 0
    const none = told.rows.length > 0 && this.table.body.querySelector('tr:not([hidden])') === null
    this.part('[data-none-match]').hidden = !none
  }

  drawCounts({ rows }, now) {
    const counts = { couples: 0, waiting: 0, arrived: 0, started: 0, finished: 0, no_show: 0, late: 0 }
    for (const { booking } of rows) {
      if (!booking) continue
      const life = lifeOf(booking, this.queue.waitingFor(booking.reference))
      counts.couples += 1
      counts[life.state] += 1
      if (isLate(booking, life, now)) counts.late += 1
    }
    for (const place of this.root.querySelectorAll('[data-count]')) place.textContent = String(counts[place.dataset.count])
  }

  /** The three downloads are opened as pages, so they alone carry the token in their address. */
  drawWays(told) {
    for (const link of this.root.querySelectorAll('a[data-download]')) {
      const [list, format] = link.dataset.download.split('.')
      const more = link.dataset.list ? { list: link.dataset.list } : {}
      const query = new URLSearchParams({ token: this.api.token, date: told.date, format, ...more })
      const address = `/api/staff/${list}?${query}`
      if (link.getAttribute('href') !== address) link.href = address
    }
    for (const link of this.root.querySelectorAll('a[data-way]')) {
      link.hidden = !this.day.canWork
      const address = this.linkTo(link.dataset.way, told.date === this.clock.today() ? {} : { date: told.date })
      if (link.getAttribute('href') !== address) link.href = address
    }
    const papers = this.part('a[data-to-papers]')
    if (papers.getAttribute('href') !== this.linkTo('papers')) papers.href = this.linkTo('papers')
    this.drawWayAhead()
  }

  /** Tonight's printout: a Friday's is that of Monday. */
  drawWayAhead() {
    const link = this.part('[data-ahead]')
    link.hidden = !this.nextDay || !this.day.covers(this.nextDay)
    if (link.hidden) return
    const query = new URLSearchParams({ token: this.api.token, date: this.nextDay, format: 'html' })
    link.href = `/api/staff/day-list?${query}`
    link.textContent = this.strings.text('print_ahead', { date: this.strings.day(this.nextDay) })
  }

  linkTo(page, more) {
    return withToken(new URL(`../${page}/`, window.location.href).href, this.api.token, more)
  }

  drawConnection() {
    const count = this.queue.waiting.length
    const state = this.lost ? 'lost' : count > 0 ? 'sending' : 'fine'
    const bar = this.part('[data-connection]')
    const words = {
      fine: () => this.strings.text('connected'),
      sending: () => this.strings.counted('waiting_presses', count),
      lost: () => (count > 0 ? this.strings.counted('offline_waiting', count) : this.strings.text('offline'))
    }[state]()
    bar.dataset.state = state
    this.part('[data-offline]').hidden = state !== 'lost'
    if (bar.textContent !== words) bar.textContent = words
  }

  part(selector) {
    return this.root.querySelector(selector)
  }
}
