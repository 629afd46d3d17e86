import { element, refill, retryButton } from './elements.mjs'

const NOON = '12:00'

/** Draws the times of one day as buttons. One press takes one; taken ones stay in sight as words. */
export class SlotChoice {
  /**
   * @param {HTMLElement} root
   * @param {object} tools
   * @param {import('./api.mjs').BookingApi} tools.api
   * @param {import('./strings.mjs').Strings} tools.strings
   * @param {DOMStringMap} tools.office
   * @param {(slot: {slot: number, start: string, end: string}) => void} tools.onChoose
   * @param {(date: string, message: string) => void} tools.onClosed - the day has no times at all
   */
  constructor(root, { api, strings, office, onChoose, onClosed }) {
    this.api = api
    this.strings = strings
    this.office = office
    this.onChoose = onChoose
    this.onClosed = onClosed
    this.day = root.querySelector('[data-slots-day]')
    this.choices = root.querySelector('[data-slots]')
    // A screen reader only speaks of what changes in a region that was there before.
    this.message = root.querySelector('[data-slots-message]')
    this.date = ''
  }

  /**
   * @param {string} date
   * @param {object} [also]
   * @param {number} [also.chosen] - the slot chosen before
   * @param {number} [also.own] - the slot this couple holds on that day already
   * @param {string} [also.message] - what sent the couple back here
   */
  async open(date, { chosen, own, message = '' } = {}) {
    this.date = date
    this.day.textContent = this.strings.day(date)
    refill(this.choices, [])
    this.choices.setAttribute('aria-busy', 'true')
    this.say('hint', this.strings.text('loading_slots'))
    const answer = await this.api.day(this.office.office, date)
    if (this.date !== date) return
    this.choices.removeAttribute('aria-busy')
    if (!answer.ok) this.fail(() => this.open(date, { chosen, own, message }))
    else if (!answer.data.open) this.onClosed(date, this.closure(answer.data))
    else this.show(answer.data, { chosen, own, message })
  }

  show({ slots, venue }, { chosen, own, message }) {
    refill(this.message, [])
    if (message) this.say('notice notice--alarm', message)
    const parts = [slots.filter(({ start }) => start < NOON), slots.filter(({ start }) => start >= NOON)]
    refill(this.choices, [
      ...(venue ? [element('p', { class: 'hint' }, [this.venueWords(venue)])] : []),
      ...(slots.some(({ free }) => free > 0) ? [] : [element('p', {}, [this.strings.text('day_has_no_slots')])]),
      ...this.part('morning', parts[0], { chosen, own }),
      ...this.part('afternoon', parts[1], { chosen, own })
    ])
  }

  part(name, slots, { chosen, own }) {
    if (slots.length === 0) return []
    const id = `slots-${name}`
    return [
      element('h2', { id }, [this.strings.text(name)]),
      element('ul', { class: 'plain slots__list', 'aria-labelledby': id }, slots.map((slot) =>
        element('li', {}, [slot.free > 0 && slot.slot !== own ? this.button(slot, chosen) : this.taken(slot, own)])
      ))
    ]
  }

  button(slot, chosen) {
    const button = element('button', {
      type: 'button',
      class: 'slot',
      'data-slot': String(slot.slot),
      'aria-pressed': chosen === slot.slot ? 'true' : null
    }, this.words(slot, this.stateWords(slot)))
    button.addEventListener('click', () => this.onChoose(slot))
    return button
  }

  taken(slot, own) {
    const state = this.strings.text(slot.slot === own ? 'slot_own' : 'slot_taken')
    return element('p', { class: 'slot slot--taken', 'data-taken': String(slot.slot) }, this.words(slot, state))
  }

  words(slot, state) {
    return [
      element('span', { class: 'slot__time' }, [this.strings.times(slot)]),
      ' ',
      element('span', { class: 'slot__state' }, [state])
    ]
  }

  stateWords({ free, capacity }) {
    return capacity > 1 ? this.strings.text('slot_free_several', { count: free }) : this.strings.text('slot_free')
  }

  venueWords({ name, address }) {
    return this.strings.text('slots_venue', { name: this.strings.of(name), address: this.strings.of(address) })
  }

  closure({ date, reason, opens_at: opensAt }) {
    const words = this.strings.day(date)
    if (opensAt) return this.strings.text('day_cannot_opens', { date: words, opens: this.strings.moment(opensAt) })
    return this.strings.text('day_cannot_closed', { date: words, reason: this.strings.of(reason) })
  }

  fail(retry) {
    this.say('notice notice--alarm', this.strings.text('slots_failed'))
    refill(this.choices, [retryButton(this.strings, retry)])
  }

  say(style, message) {
    refill(this.message, [element('p', { class: style }, [message])])
  }
}
