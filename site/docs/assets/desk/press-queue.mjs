import { isUnknown } from '../booking/api.mjs'
import { newKey } from '../booking/submission.mjs'
import { PressShelf } from './press-shelf.mjs'
import { isTick } from './record.mjs'

/**
 * Presses on their way. Each waits here from the moment it is made until the service has said what
 * became of it, over a reload too. They go one by one in the order they were made, each with its own
 * key, so that one whose answer was lost is not carried out twice.
 *
 * @typedef {object} Press
 * @property {string} reference
 * @property {'arrive'|'start'|'finish'|'no-show'|'undo'|'papers'} deed
 * @property {string} key - its Idempotency-Key
 * @property {string} [at] - "08:05" by the service's clock, on the day of the booking
 * @property {string} [officer]
 * @property {number} [version] - the record that an undo was pressed on
 * @property {string} [paper] - the id of the paper that was ticked
 * @property {boolean} [seen] - ticked, or not after all
 */

/** Somebody noted the same before; what was pressed after it still makes sense. */
const HARMLESS = ['already_arrived', 'already_finished', 'already_no_show']

/** Tells names of presses made in the same millisecond apart, and keeps them in order. */
let made = 0

export class PressQueue {
  /**
   * @param {(press: Press) => Promise<object>} send - sends once
   * @param {object} [options]
   * @param {(press: Press, answer: object, dropped: Press[]) => void} [options.onSettled]
   * @param {() => void} [options.onChange]
   * @param {PressShelf} [options.shelf]
   * @param {() => string} [options.makeKey]
   * @param {() => number} [options.now]
   */
  constructor(send, { onSettled = () => {}, onChange = () => {}, shelf, makeKey = newKey, now = Date.now } = {}) {
    this.send = send
    this.onSettled = onSettled
    this.onChange = onChange
    this.shelf = shelf || new PressShelf()
    this.makeKey = makeKey
    this.now = now
    this.elsewhere = new Set()
    this.sending = null
  }

  /** @returns {Press[]} in the order they were made */
  get waiting() {
    return this.shelf.all().map(([, press]) => press)
  }

  waitingFor(reference) {
    return this.waiting.filter((press) => press.reference === reference)
  }

  /** @param {Omit<Press, 'key'>} press */
  add(press) {
    made += 1
    const name = `${String(this.now()).padStart(15, '0')}.${String(made).padStart(6, '0')}`
    const key = this.makeKey()
    this.shelf.put(`${name}.${key}`, { ...press, key })
    this.onChange()
    return this.drain()
  }

  /** Send what waits, until there is nothing left or no answer comes. One at a time. */
  drain() {
    if (!this.sending) {
      this.sending = this.sendAll().finally(() => {
        this.sending = null
      })
    }
    return this.sending
  }

  /** A new link may cover what the one before did not. */
  tryAllAgain() {
    this.elsewhere.clear()
  }

  async sendAll() {
    for (let next = this.next(); next; next = this.next()) {
      const [name, press] = next
      const answer = await this.send(press)
      if (mustWait(answer)) return
      if (answer.status === 403) {
        this.elsewhere.add(name)
      } else {
        this.settle(name, press, answer)
      }
    }
  }

  /** A press of a day this link does not cover stays for one that does. */
  next() {
    return this.shelf.all().find(([name]) => !this.elsewhere.has(name))
  }

  settle(name, press, answer) {
    this.shelf.remove(name)
    const dropped = answer.ok || isTick(press) || HARMLESS.includes(answer.code) ? [] : this.dropAfter(press)
    this.onChange()
    this.onSettled(press, answer, dropped)
  }

  /** What was pressed for the same couple, believing that this press would stand. */
  dropAfter({ reference }) {
    const after = this.shelf.all().filter(([, press]) => press.reference === reference && !isTick(press))
    for (const [name] of after) this.shelf.remove(name)
    return after.map(([, press]) => press)
  }
}

/** Nobody knows what happened, there were too many requests, or the link has ended: not now. */
function mustWait(answer) {
  return isUnknown(answer) || answer.status === 429 || answer.status === 401 || answer.code === 'link_revoked'
}
