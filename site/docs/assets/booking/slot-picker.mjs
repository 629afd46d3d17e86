import { westernDigits } from './dates.mjs'
import { element, refill } from './elements.mjs'

/** The slots as a refusal knows them: what it does not name as free is taken, whatever was read. */
export function withOnlyFree(slots, free) {
  return slots.map((slot) => ({ ...slot, free: free.includes(slot.slot) ? Math.max(slot.free, 1) : 0 }))
}

/** Draws the times of one day as radio buttons; taken ones stay in sight but cannot be chosen. */
export class SlotPicker {
  /**
   * @param {HTMLElement} root
   * @param {import('./strings.mjs').Strings} strings
   */
  constructor(root, strings) {
    this.strings = strings
    this.hint = root.querySelector('[data-slots-hint]')
    this.choices = root.querySelector('[data-slots]')
    // A screen reader only speaks of what changes in a region that was there before.
    this.message = root.querySelector('[data-slots-message]')
    this.slots = []
  }

  /** Back to "choose a day first". */
  clear() {
    this.fill([this.hint])
  }

  showLoading() {
    this.fill([])
    this.choices.setAttribute('aria-busy', 'true')
    refill(this.message, [element('p', { class: 'hint' }, [this.strings.text('loading_slots')])])
  }

  /** @param {() => void} retry */
  showFailure(retry) {
    const again = element('button', { type: 'button', class: 'button button--quiet' }, [this.strings.text('retry')])
    again.addEventListener('click', retry)
    this.fill([again])
    refill(this.message, [element('p', { class: 'notice notice--alarm' }, [this.strings.text('slots_failed')])])
  }

  /**
   * @param {{date: string, slots: object[], venue?: object}} day
   * @param {string} [notice] - what happened, when the times are shown again after a loss
   */
  show(day, notice = '') {
    this.fill([])
    this.slots = day.slots
    const legend = this.strings.text('slots_of_day', { date: this.strings.day(day.date) })
    refill(this.choices, [
      element('fieldset', { class: 'slots' }, [
        element('legend', { tabindex: '-1' }, [legend]),
        ...(day.venue ? [element('p', { class: 'hint' }, [this.venueWords(day.venue)])] : []),
        ...(this.hasFree ? [] : [element('p', {}, [this.strings.text('day_has_no_slots')])]),
        element('div', { class: 'slots__list' }, this.slots.map((slot) => this.choice(slot)))
      ])
    ])
    if (notice) {
      refill(this.message, [
        element('p', { class: 'notice notice--alarm', tabindex: '-1', 'data-slot-lost': true }, [notice])
      ])
    }
  }

  fill(children) {
    this.slots = []
    this.choices.removeAttribute('aria-busy')
    refill(this.message, [])
    refill(this.choices, children)
  }

  get hasFree() {
    return this.slots.some((slot) => slot.free > 0)
  }

  get legend() {
    return this.choices.querySelector('legend')
  }

  /** The message about a lost slot, which stands just above the times. */
  get notice() {
    return this.message.querySelector('[data-slot-lost]')
  }

  /** The message has done its work once the couple sends again. */
  dropNotice() {
    if (this.notice) this.notice.remove()
  }

  /** Chooses a time, if the day has it and it is free. */
  check(number) {
    const button = this.choices.querySelector(`input[value="${Number(number)}"]:not(:disabled)`)
    if (button) button.checked = true
  }

  /** "08:00–08:30" of a slot number; empty when the day has no such slot. */
  timeOf(number, slots = this.slots) {
    const slot = slots.find((candidate) => candidate.slot === number)
    return slot ? westernDigits(this.strings.of(slot.label)) : ''
  }

  choice(slot) {
    const taken = slot.free < 1
    const id = `slot-${slot.slot}`
    return element('div', { class: taken ? 'slot slot--taken' : 'slot' }, [
      element('input', { type: 'radio', name: 'slot', id, value: String(slot.slot), autocomplete: 'off', disabled: taken }),
      element('label', { for: id }, [
        element('span', { class: 'slot__time' }, [this.timeOf(slot.slot)]),
        ' ',
        element('span', { class: 'slot__state' }, [this.stateWords(slot)])
      ])
    ])
  }

  venueWords({ name, address }) {
    return this.strings.text('slots_venue', { name: this.strings.of(name), address: this.strings.of(address) })
  }

  stateWords({ free, capacity }) {
    if (free < 1) return this.strings.text('slot_taken')
    return capacity > 1
      ? this.strings.text('slot_free_several', { count: free })
      : this.strings.text('slot_free')
  }
}
