import { clockTime } from './dates.mjs'
import { element, refill } from './elements.mjs'

/** Fills the appointment ticket of the page with a booking. */
export class Ticket {
  /**
   * @param {HTMLElement} root
   * @param {import('./strings.mjs').Strings} strings
   */
  constructor(root, strings) {
    this.root = root
    this.strings = strings
    this.part('[data-print]').addEventListener('click', () => window.print())
    this.part('[data-copy-link]').addEventListener('click', () => this.copyLink())
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
    this.part('[data-phone-row]').hidden = !phone
    this.part('[data-earlier]').hidden = !earlier
    this.showLink(booking.manage_url)
    this.showDetails(booking)
    this.root.hidden = false
    this.part('.ticket__heading').focus()
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
    this.part('[data-incomplete]').hidden = complete
    for (const details of this.root.querySelectorAll('[data-details]')) details.hidden = !complete
  }

  fillDetails(booking) {
    this.fill('[data-date-words]', this.strings.day(booking.date))
    this.fill('[data-time]', this.time(booking))
    this.fill('[data-arrive-by]', this.strings.text('time_of_day', { time: this.clock(booking.arrive_by) }))
    this.fill('[data-venue-name]', this.strings.of(booking.venue.name))
    this.fill('[data-venue-address]', this.strings.of(booking.venue.address))
    this.fill('[data-counter]', booking.counter)
    // The counter's name comes in the language of the booking, which may not be that of the page.
    this.part('[data-counter]').lang = booking.language
    refill(this.part('[data-couple]'), booking.couple.map(({ name }) => element('li', { dir: 'auto' }, [name])))
    refill(this.part('[data-papers]'), this.papers(booking))
    this.showStatus(booking.status)
  }

  hide() {
    this.root.hidden = true
  }

  part(selector) {
    return this.root.querySelector(selector)
  }

  fill(selector, words) {
    this.part(selector).textContent = words
  }

  clock(time) {
    return clockTime(time, this.strings.language)
  }

  time({ start, end }) {
    return this.strings.text('time_range', { start: this.clock(start), end: this.clock(end) })
  }

  /** The whole address is in sight, so that paper and photographs keep the way back too. */
  showLink(address) {
    this.part('[data-link-area]').hidden = !address
    this.part('[data-copy-link]').hidden = !address
    if (!address) return
    this.part('[data-manage-link]').href = address
    this.fill('[data-manage-link]', address)
  }

  /** Said unless the heading says it already. */
  showStatus(status) {
    const line = this.part('[data-status]')
    const key = `status_${status}`
    line.textContent = this.strings.text(this.strings.has(key) ? key : 'status_other')
    line.hidden = status === line.dataset.unspoken
    line.classList.toggle('ticket__status--changed', status !== 'booked')
  }

  /** The papers in groups: for both, then for each of the two. */
  papers({ documents, couple }) {
    const groups = ['both', 0, 1].map((owner) => ({
      owner,
      papers: (documents || []).filter((paper) => paper.for === owner)
    }))
    return groups
      .filter(({ papers }) => papers.length > 0)
      .map(({ owner, papers }) =>
        element('div', { class: 'papers' }, [
          element('h3', { dir: 'auto' }, [this.owner(owner, couple)]),
          element('ul', {}, papers.map((paper) => this.paper(paper)))
        ])
      )
  }

  owner(owner, couple) {
    if (owner === 'both') return this.strings.text('paper_for_both')
    return this.strings.text('paper_for_person', { person: owner + 1, name: couple[owner].name })
  }

  paper({ title, detail }) {
    const explanation = this.strings.of(detail)
    return element('li', {}, [
      element('strong', {}, [this.strings.of(title)]),
      ...(explanation ? [element('span', { class: 'papers__detail' }, [explanation])] : [])
    ])
  }

  async copyLink() {
    const address = this.part('[data-manage-link]').href
    const copied = (await copyByClipboard(address)) || copyBySelection(address)
    this.fill('[data-copy-status]', this.strings.text(copied ? 'link_copied' : 'link_not_copied'))
  }
}

async function copyByClipboard(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch (refusal) {
    return false
  }
}

/** Older browsers, and pages opened without TLS, have no clipboard but still copy a selection. */
function copyBySelection(text) {
  const carrier = element('textarea', { class: 'visually-hidden', readonly: true, 'aria-hidden': 'true' })
  carrier.value = text
  document.body.append(carrier)
  carrier.select()
  try {
    return document.execCommand('copy')
  } catch (refusal) {
    return false
  } finally {
    carrier.remove()
  }
}
