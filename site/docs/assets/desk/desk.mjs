import { isDay } from '../booking/dates.mjs'
import { CouplePanel } from './couple-panel.mjs'
import { DayTable } from './day-table.mjs'
import { DeskDay } from './desk-day.mjs'
import { Finder } from './finder.mjs'
import { Heading } from './heading.mjs'
import { Lookout } from './lookout.mjs'
import { Notices } from './notices.mjs'
import { Officer } from './officer.mjs'
import { PressQueue } from './press-queue.mjs'
import { copyText } from './reply.mjs'
import { matcher } from './search.mjs'
import { ServiceClock } from './service-clock.mjs'
import { SignedPresses } from './signed-presses.mjs'
import { Ways } from './ways.mjs'

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
    this.lost = null
    this.clock = new ServiceClock()
    this.notices = new Notices(this.part('[data-notices]'), strings)
    this.queue = new PressQueue((press) => this.send(press), {
      onSettled: (...what) => this.settled(...what),
      onChange: () => this.draw()
    })
    this.day = new DeskDay(this.clock, this.queue)
    this.officer = new Officer(this.part('#officer'), () => this.presses.signAll())
    this.lookout = new Lookout(api, {
      look: () => this.look(),
      isWaiting: () => Boolean(this.lost) || this.queue.waiting.length > 0
    })
    this.table = new DayTable(this.part('[data-rows]'), { strings })
    this.heading = new Heading(root, this.tools)
    this.ways = new Ways(root, this.tools)
    this.presses = new SignedPresses({
      ...this.tools,
      onUnsigned: () => this.notices.say(strings.text('officer_needed'))
    })
    this.finder = new Finder(root, {
      ...this.tools,
      onFound: (booking) => this.openPanel(booking),
      onTyped: () => this.draw()
    })
    this.panel = this.makePanel()
  }

  /** What the parts of the desk share. */
  get tools() {
    const { api, strings, notices, day, clock, queue, officer } = this
    return { api, strings, notices, day, clock, queue, officer }
  }

  makePanel() {
    return new CouplePanel(this.part('[data-couple]'), {
      ...this.tools,
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
    if (this.day.isKnown) this.ways.findNextDay().then(() => this.draw())
    setInterval(() => this.draw(), DRAW_EVERY)
    this.lookout.goOn()
  }

  listen() {
    for (const place of ['[data-rows]', '[data-panel-deeds]']) {
      this.part(place).addEventListener('click', ({ target }) => {
        const button = target.closest('button')
        if (button) this.clicked(button.dataset)
      })
    }
    for (const button of this.root.querySelectorAll('[data-step]')) {
      button.addEventListener('click', () => this.go(this.day.isKnown ? this.day.dayBeside(Number(button.dataset.step)) : null))
    }
    this.part('[data-today]').addEventListener('click', () => this.go(this.clock.today()))
    this.part('#day').addEventListener('change', ({ target }) => isDay(target.value) && this.go(target.value))
    this.finder.listen()
    this.lookout.listen()
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
    this.lookout.follow(data.pulse)
    this.wanted = this.day.date
    this.root.dataset.ready = 'true'
    this.draw()
    await this.queue.drain()
  }

  /** A link that ended says whom to ask; a lost connection leaves the day in sight. */
  missed(answer) {
    if (this.refuses(answer)) {
      this.lookout.stop()
      return
    }
    if (answer.status === 403 && this.day.isKnown) return
    this.lost = this.lost || new Date()
    this.heading.drawConnection(true)
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
    if (open) this.openPanel(this.day.booking(open))
    else if (deed) this.presses.press(deed, reference)
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

  // The panel of one couple

  openPanel(booking) {
    if (booking) this.panel.open(booking)
    this.draw()
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

  async copy(field, status) {
    status.textContent = this.strings.text((await copyText(field)) ? 'copied' : 'not_copied')
  }

  // What is seen

  draw() {
    if (this.day.isKnown) this.drawDay(this.day.told)
    this.heading.drawConnection(Boolean(this.lost))
  }

  drawDay(told) {
    this.drawTable(told)
    const open = this.panel.isOpen && this.day.booking(this.panel.reference)
    if (open) this.panel.refresh(open)
    this.part('.desk__main').toggleAttribute('data-with-panel', this.panel.isOpen)
    this.heading.draw()
    this.ways.draw(told)
  }

  drawTable(told) {
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
      matches: matcher(this.finder.words),
      waitingFor: (reference) => all.filter((press) => press.reference === reference),
      canEnter: (row) => this.day.canWork && told.date >= today && now < new Date(`${told.date}T${row.end}:00+07:00`),
      papersLink: this.ways.to('papers'),
      enterLink: (row) => this.ways.to('enter', { date: told.date, slot: row.slot })
    })
    this.part('[data-empty]').hidden = told.rows.length > 0
    this.part('[data-table]').hidden = told.rows.length === 0
    this.part('[data-none-match]').hidden = told.rows.length === 0 || this.table.hasRows
  }

  part(selector) {
    return this.root.querySelector(selector)
  }
}
