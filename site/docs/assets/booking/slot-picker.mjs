import { dayInWords, westernDigits } from './dates.mjs'
import { element, refill } from './elements.mjs'

/** Draws the times of one day as radio buttons; taken ones stay in sight but cannot be chosen. */
export class SlotPicker {
  /**
   * @param {HTMLElement} root
   * @param {import('./strings.mjs').Strings} strings
   */
  constructor(root, strings) {
    this.root = root
    this.strings = strings
    this.hint = root.querySelector('[data-slots-hint]')
    this.slots = []
  }

  /** Back to "choose a day first". */
  clear() {
    this.slots = []
    refill(this.root, [this.hint])
  }

  showLoading() {
    this.slots = []
    this.root.setAttribute('aria-busy', 'true')
    refill(this.root, [element('p', { class: 'hint', role: 'status' }, [this.strings.text('loading_slots')])])
  }

  /** @param {() => void} retry */
  showFailure(retry) {
    this.root.removeAttribute('aria-busy')
    const again = element('button', { type: 'button', class: 'button button--quiet' }, [this.strings.text('retry')])
    again.addEventListener('click', retry)
    refill(this.root, [
      element('div', { class: 'notice notice--alarm', role: 'alert' }, [
        element('p', {}, [this.strings.text('slots_failed')]),
        again
      ])
    ])
  }

  /**
   * @param {{date: string, slots: object[]}} day
   * @param {string} [notice] - what happened, when the times are shown again after a loss
   */
  show(day, notice = '') {
    this.root.removeAttribute('aria-busy')
    this.slots = day.slots || []
    const date = this.strings.text('date_long', dayInWords(day.date, this.strings.language))
    refill(this.root, [
      element('fieldset', { class: 'slots' }, [
        element('legend', { tabindex: '-1' }, [this.strings.text('slots_of_day', { date })]),
        ...(notice ? [element('p', { class: 'notice notice--alarm', tabindex: '-1', 'data-slot-lost': true }, [notice])] : []),
        ...(this.hasFree ? [] : [element('p', {}, [this.strings.text('day_has_no_slots')])]),
        element('div', { class: 'slots__list' }, this.slots.map((slot) => this.choice(slot)))
      ])
    ])
  }

  get hasFree() {
    return this.slots.some((slot) => slot.free > 0)
  }

  get legend() {
    return this.root.querySelector('legend')
  }

  /** The message about a lost slot, which stands just above the times. */
  get notice() {
    return this.root.querySelector('[data-slot-lost]')
  }

  /** The message has done its work once the couple sends again. */
  dropNotice() {
    if (this.notice) this.notice.remove()
  }

  get firstFree() {
    return this.root.querySelector('input[name="slot"]:not(:disabled)')
  }

  /** "08:00–08:30" of a slot number; empty when the day has no such slot. */
  timeOf(number) {
    const slot = this.slots.find((candidate) => candidate.slot === number)
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

  stateWords({ free, capacity }) {
    if (free < 1) return this.strings.text('slot_taken')
    return capacity > 1
      ? this.strings.text('slot_free_several', { count: free })
      : this.strings.text('slot_free')
  }
}
