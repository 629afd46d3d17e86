import { element, refill } from './elements.mjs'

/** How many times are offered on the day itself and on the next. */
const MOST = 4

/** The free slots nearest to the one that was wanted, in the order of the day. */
export function nearest(slots, wanted, most = MOST) {
  return slots
    .filter(({ slot, free }) => free > 0 && slot !== wanted)
    .sort((one, other) => Math.abs(one.slot - wanted) - Math.abs(other.slot - wanted))
    .slice(0, most)
    .sort((one, other) => one.slot - other.slot)
}

/** The slots as a refusal knows them: what it does not name as free is taken, whatever was read. */
export function withOnlyFree(slots, free) {
  return slots.map((slot) => ({ ...slot, free: free.includes(slot.slot) ? Math.max(slot.free, 1) : 0 }))
}

/** The next day after the lost one with a free place; before it, where there is none after. */
export function dayInstead(days, lost) {
  const free = days.filter(({ date, open, free: places }) => open && places > 0 && date !== lost)
  return free.find(({ date }) => date > lost) || free[0] || null
}

/** Somebody was quicker: what is free nearby, each taken with one press. */
export class Offers {
  /**
   * @param {HTMLElement} root
   * @param {object} tools
   * @param {(date: string, slot: {slot: number, start: string, end: string}) => void} tools.onTake
   */
  constructor(root, { api, strings, office, onTake }) {
    this.api = api
    this.strings = strings
    this.office = office
    this.onTake = onTake
    this.what = root.querySelector('[data-lost]')
    this.lists = root.querySelector('[data-offers]')
    this.message = root.querySelector('[data-offers-message]')
  }

  /**
   * What is read again may be some seconds old, so the free times are those the refusal names.
   *
   * @param {{date: string, slot: number, start: string, end: string}} lost
   * @param {number[]} free - the slots of that day the refusal names
   */
  async show(lost, free) {
    const time = this.strings.text('day_and_time', { date: this.strings.day(lost.date), time: this.strings.times(lost) })
    this.what.textContent = this.strings.text('slot_lost', { time })
    refill(this.lists, [])
    refill(this.message, [element('p', { class: 'hint' }, [this.strings.text('loading_slots')])])
    const [sameDay, nextDay] = await Promise.all([this.onThatDay(lost, free), this.onTheNext(lost)])
    const offers = [...sameDay, ...nextDay]
    refill(this.lists, offers)
    refill(this.message, offers.length > 0 ? [] : [element('p', {}, [this.strings.text('no_offers')])])
  }

  async onThatDay(lost, free) {
    if (free.length === 0) return []
    const answer = await this.api.day(this.office.office, lost.date)
    return answer.ok ? this.list(lost.date, nearest(withOnlyFree(answer.data.slots, free), lost.slot)) : []
  }

  async onTheNext(lost) {
    const days = await this.api.days(this.office.office)
    const next = days.ok && dayInstead(days.data.days, lost.date)
    const answer = next && (await this.api.day(this.office.office, next.date))
    return answer && answer.ok ? this.list(next.date, nearest(answer.data.slots, lost.slot)) : []
  }

  list(date, slots) {
    if (slots.length === 0) return []
    const buttons = slots.map((slot) => element('li', {}, [this.button(date, slot)]))
    return [element('h2', {}, [this.strings.day(date)]), element('ul', { class: 'plain slots__list' }, buttons)]
  }

  button(date, slot) {
    const time = this.strings.times(slot)
    const button = element('button', {
      type: 'button',
      class: 'slot slot--offer',
      'data-offer': `${date}/${slot.slot}`,
      'aria-label': this.strings.text('take_label', { date: this.strings.day(date), time })
    }, [element('span', { class: 'slot__time' }, [this.strings.text('take', { time })])])
    button.addEventListener('click', () => this.onTake(date, slot))
    return button
  }
}
