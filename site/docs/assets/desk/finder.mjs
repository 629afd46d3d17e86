import { clockTime } from '../booking/dates.mjs'
import { Scanner } from './scanner.mjs'
import { referenceIn } from './search.mjs'

/** Finding a couple: in the day on the screen while somebody types, or on any day of the office. */
export class Finder {
  /**
   * @param {HTMLElement} root
   * @param {object} tools
   * @param {import('./staff-api.mjs').StaffApi} tools.api
   * @param {import('../booking/strings.mjs').Strings} tools.strings
   * @param {import('./notices.mjs').Notices} tools.notices
   * @param {import('./desk-day.mjs').DeskDay} tools.day
   * @param {(booking: object) => void} tools.onFound
   * @param {() => void} tools.onTyped - nothing, or something else, is looked for now
   */
  constructor(root, { api, strings, notices, day, onFound, onTyped }) {
    this.root = root
    this.api = api
    this.strings = strings
    this.notices = notices
    this.day = day
    this.onFound = onFound
    this.onTyped = onTyped
    this.field = this.part('#search')
    this.found = []
  }

  /** What is looked for, as it was typed. */
  get words() {
    return this.field.value
  }

  listen() {
    this.part('[data-found]').addEventListener('click', ({ target }) => {
      const button = target.closest('button[data-place]')
      if (button) this.onFound(this.found[Number(button.dataset.place)])
    })
    this.part('form[data-search]').addEventListener('submit', (event) => {
      event.preventDefault()
      this.searchAllDays()
    })
    this.field.addEventListener('input', () => this.typed())
    document.addEventListener('keydown', (event) => this.shortcut(event))
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
    this.field.focus()
    this.field.select()
  }

  typed() {
    const reference = referenceIn(this.words)
    const here = reference && this.day.booking(reference)
    if (here) this.onFound(here)
    this.part('[data-found-box]').hidden = true
    this.onTyped()
  }

  showReference(reference) {
    this.field.value = reference
    this.typed()
    if (!this.day.booking(reference)) this.searchAllDays()
  }

  async searchAllDays() {
    const words = this.words.trim()
    if (words === '') return
    const box = this.part('[data-found-box]')
    const heading = this.part('[data-found-heading]')
    const answer = await this.api.find(words)
    box.hidden = false
    this.found = answer.ok ? answer.data.bookings : []
    if (answer.ok) this.day.learnPapers(answer.data.papers)
    heading.textContent = answer.ok ? this.strings.counted('found', this.found.length) : this.notices.why(answer)
    this.part('[data-found]').replaceChildren(...this.found.map((booking, place) => this.line(booking, place)))
    if (this.found.length === 1) this.onFound(this.found[0])
    else heading.focus()
  }

  line(booking, place) {
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

  part(selector) {
    return this.root.querySelector(selector)
  }
}
