import { element, refill } from '../booking/elements.mjs'
import { papersSeen } from './record.mjs'

/** The papers of a couple, each with a box for "seen at the desk", and the way to those it sent. */
export class PaperTicks {
  /**
   * @param {HTMLElement} root - of the panel
   * @param {object} tools - of the panel
   */
  constructor(root, { strings, day, waitingFor, onTicked }) {
    this.root = root
    this.strings = strings
    this.day = day
    this.waitingFor = waitingFor
    this.list = this.part('[data-papers]')
    this.list.addEventListener('change', ({ target }) => {
      onTicked({ reference: this.booking.reference, paper: target.value, seen: target.checked })
      this.showTicks()
    })
  }

  show(booking) {
    this.booking = booking
    const { reference, documents, papers_state: state, papers_count: count = {} } = booking
    const shown = `${reference} ${documents}`
    if (this.list.dataset.for !== shown) {
      this.list.dataset.for = shown
      refill(this.list, documents.map((id) => this.line(id)))
    }
    this.part('[data-no-papers]').hidden = documents.length > 0
    const isLookedAt = count.to_check === 0 && count.wanted > 0
    this.part('[data-papers-waiting]').hidden = state !== 'waiting' || isLookedAt || !this.day.canWork
    this.showTicks()
  }

  line(id) {
    const box = element('input', { type: 'checkbox', value: id })
    const title = this.strings.of(this.day.papers[id]) || this.strings.text('paper_unknown')
    return element('li', {}, [element('label', { class: 'tick' }, [box, element('span', {}, [title])])])
  }

  /** Boxes that stand stay where they are: a colleague's tick does not move the keyboard. */
  showTicks() {
    const { reference, documents, status, date } = this.booking
    const ticked = papersSeen(this.booking, this.waitingFor(reference))
    for (const box of this.list.querySelectorAll('input')) {
      box.checked = ticked.has(box.value)
      box.disabled = !this.day.canWork || status !== 'booked' || !this.day.covers(date)
    }
    const seen = documents.filter((id) => ticked.has(id)).length
    this.part('[data-paper-count]').textContent =
      documents.length > 0 ? this.strings.text('papers_seen', { seen, all: documents.length }) : ''
  }

  part(selector) {
    return this.root.querySelector(selector)
  }
}
