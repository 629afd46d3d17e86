import { lifeOf } from './record.mjs'

/** A press needs the initials of whoever pressed; without them it waits, and asks for them. */
export class SignedPresses {
  /**
   * @param {object} tools
   * @param {import('./desk-day.mjs').DeskDay} tools.day
   * @param {import('./service-clock.mjs').ServiceClock} tools.clock
   * @param {import('./press-queue.mjs').PressQueue} tools.queue
   * @param {import('./officer.mjs').Officer} tools.officer
   * @param {() => void} tools.onUnsigned - somebody has pressed, and nobody knows who
   */
  constructor({ day, clock, queue, officer, onUnsigned }) {
    this.day = day
    this.clock = clock
    this.queue = queue
    this.officer = officer
    this.onUnsigned = onUnsigned
    this.unsigned = new Map()
  }

  /** In sight at once, on its way a moment later. */
  press(deed, reference) {
    const booking = this.day.booking(reference)
    if (!booking || !this.day.canWork) return null
    if (!this.officer.name) {
      if (this.unsigned.size === 0) this.onUnsigned()
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
}
