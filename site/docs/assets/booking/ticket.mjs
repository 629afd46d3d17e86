import { clockTime } from './dates.mjs'
import { element, refill } from './elements.mjs'
import { LinkSharing } from './link-sharing.mjs'
import { linkTo, readLink } from './private-link.mjs'
import { Ticks } from './ticks.mjs'

/** More rows of papers do not fit on one sheet of A4 with all there is to say about each. */
const MOST_ROWS = 6

/** Fills the appointment ticket of the page with a booking. */
export class Ticket {
  /**
   * @param {HTMLElement} root
   * @param {import('./strings.mjs').Strings} strings
   */
  constructor(root, strings) {
    this.root = root
    this.strings = strings
    this.sharing = new LinkSharing(root, strings)
    for (const button of root.querySelectorAll('[data-print]')) button.addEventListener('click', () => window.print())
    // Without its picture the ticket still says its reference.
    this.part('[data-qr]').addEventListener('error', () => this.hide('[data-qr]', true))
  }

  /**
   * @param {object} booking
   * @param {object} [also]
   * @param {string} [also.phone] - as it was typed: the service does not tell it again
   * @param {boolean} [also.earlier] - the answers were changed after this was sent
   */
  show(booking, { phone = '', earlier = false } = {}) {
    this.fill('[data-reference]', booking.reference)
    this.fill('[data-phone]', phone)
    this.hide('[data-phone-row]', !phone)
    this.hide('[data-earlier]', !earlier)
    this.sharing.show(booking.manage_url)
    this.showChanges(booking.manage_url)
    this.showDetails(booking)
    this.root.hidden = false
  }

  /** The ways to move and cancel are views of the private link. */
  showChanges(address) {
    const link = readLink(address ? new URL(address).hash : '')
    for (const way of this.root.querySelectorAll('[data-view]')) {
      way.hidden = !link
      if (link) way.href = linkTo(link, { view: way.dataset.view })
    }
  }

  /** Reference and telephone are enough for the office, so they are shown whatever else fails. */
  showDetails(booking) {
    let complete = true
    try {
      this.fillDetails(booking)
    } catch (failure) {
      console.error(failure)
      complete = false
    }
    this.hide('[data-incomplete]', complete)
    for (const details of this.root.querySelectorAll('[data-details]')) details.hidden = !complete
    const kept = stateOf(booking) === 'booked'
    this.hide('[data-when-over]', booking.status === 'booked')
    for (const part of this.root.querySelectorAll('[data-while-booked]')) part.hidden = !complete || !kept
    this.showPossible(booking)
    this.showThanks(booking)
    // Where the service takes no papers it says nothing of their state.
    this.hide('[data-papers-check]', !kept || !booking.papers_state)
    this.hide('[data-papers-asked]', booking.papers_state !== 'needs_attention')
    this.hide('[data-papers-complete]', booking.papers_state !== 'complete')
  }

  /** What can no longer be done gives way to the sentence that says what to do instead. */
  showPossible({ can_move: move, can_cancel: cancel }) {
    if (!move) this.hide('[data-view="day"]', true)
    if (!cancel) this.hide('[data-view="cancel"]', true)
    this.hide('[data-change-text]', !move)
    this.hide('[data-cancel-only]', move || !cancel)
    this.hide('[data-call-instead]', move || cancel)
  }

  /** Once the couple has been served the ticket asks how it was. */
  showThanks({ survey_url: survey }) {
    this.hide('[data-thanks]', !survey)
    if (survey) this.part('[data-survey]').href = onThisSite(survey)
    this.hide('[data-call]', Boolean(survey))
    for (const part of this.root.querySelectorAll('[data-before-visit]')) part.hidden = Boolean(survey)
  }

  fillDetails(booking) {
    this.fill('[data-date-words]', this.strings.day(booking.date))
    this.fill('[data-time]', this.strings.times(booking))
    const arrive = clockTime(booking.arrive_by, this.strings.language)
    this.fill('[data-arrive-by]', this.strings.text('time_of_day', { time: arrive }))
    this.fill('[data-venue-name]', this.strings.of(booking.venue.name))
    this.fill('[data-venue-address]', this.strings.of(booking.venue.address))
    this.fill('[data-counter]', booking.counter)
    // The counter's name comes in the language of the booking, which may not be that of the page.
    this.part('[data-counter]').lang = booking.language
    refill(this.part('[data-couple]'), booking.couple.map(({ name }) => element('li', { dir: 'auto' }, [name])))
    this.part('[data-calendar-file]').href = onThisSite(booking.calendar_url)
    this.hide('[data-qr]', false)
    this.part('[data-qr]').src = onThisSite(booking.qr_url)
    refill(this.part('[data-papers]'), this.papers(booking))
    this.part('[data-papers]').classList.toggle('papers-list--long', printedRows(booking.documents) > MOST_ROWS)
    this.showStatus(stateOf(booking))
  }

  part(selector) {
    return this.root.querySelector(selector)
  }

  fill(selector, words) {
    this.part(selector).textContent = words
  }

  hide(selector, hidden) {
    this.part(selector).hidden = hidden
  }

  /** Said unless the heading says it already. */
  showStatus(status) {
    const line = this.part('[data-status]')
    const key = `status_${status}`
    line.textContent = this.strings.text(this.strings.has(key) ? key : 'status_other')
    line.hidden = status === line.dataset.unspoken
    this.root.classList.toggle('ticket--over', !['booked', 'served'].includes(status))
  }

  /**
   * The papers in groups, each with a box to tick: for both, for one of whom the booking does not
   * say who it is, then for each of the two.
   */
  papers({ reference, documents, couple }) {
    const ticks = new Ticks(reference)
    const groups = ['both', 'either', 0, 1].map((owner) => ({
      owner,
      papers: (documents || []).filter((paper) => ownerOf(paper) === owner)
    }))
    return groups
      .filter(({ papers }) => papers.length > 0)
      .map(({ owner, papers }) =>
        element('div', { class: typeof owner === 'number' ? 'papers' : 'papers papers--shared' }, [
          element('h3', { dir: 'auto' }, [this.owner(owner, couple)]),
          element('ul', { class: 'plain' }, papers.map((paper) => this.paper(paper, ticks)))
        ])
      )
  }

  owner(owner, couple) {
    if (owner === 'both') return this.strings.text('paper_for_both')
    if (owner === 'either') return this.strings.text('paper_for_either')
    return this.strings.text('paper_for_person', { person: owner + 1, name: couple[owner].name })
  }

  paper({ id, for: owner, title, detail }, ticks) {
    const name = `${id}-${owner}`
    const box = element('input', { type: 'checkbox', id: `paper-${name}`, checked: ticks.has(name) })
    box.addEventListener('change', () => ticks.set(name, box.checked))
    const explanation = this.strings.of(detail)
    return element('li', { class: 'paper' }, [
      box,
      element('label', { for: box.id }, [
        element('strong', {}, [this.strings.of(title)]),
        ...(explanation ? [element('span', { class: 'papers__detail' }, [explanation])] : [])
      ])
    ])
  }
}

/**
 * How many rows the papers fill when they are printed, as print.css lays them out: what both bring
 * four in a row, or two if there are more, and what each of the two brings side by side.
 *
 * @param {{for: "both"|0|1, of_either?: boolean}[]} documents
 * @returns {number}
 */
export function printedRows(documents) {
  const count = (owner) => documents.filter((paper) => ownerOf(paper) === owner).length
  const shared = count('both') > 4 ? Math.ceil(count('both') / 2) : 1
  return shared + Math.ceil(count('either') / 2) + Math.max(count(0), count(1))
}

function ownerOf({ for: owner, of_either: ofEither }) {
  return ofEither ? 'either' : owner
}

/** "booked", "cancelled", or "served": only a couple that has been served is given a survey. */
export function stateOf({ status, survey_url: survey }) {
  return survey ? 'served' : status
}

/** What the service points to is on the host of this page, by whichever name it was reached. */
function onThisSite(address) {
  const { pathname, search, hash } = new URL(address)
  return `${pathname}${search}${hash}`
}
