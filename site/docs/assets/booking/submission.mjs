/**
 * What is sent, until it is known what became of it.
 *
 * An answer lost on the way says nothing: the booking may exist. So a submission is remembered with
 * its key from before it is sent until it is booked or refused, over a reload too. Repeating it
 * with its own key and its own answers finds the booking, or makes it, and never makes a second.
 */

import { isUnknown } from './api.mjs'
import { TabMemory } from './tab-memory.mjs'

/** Before each further attempt, in milliseconds. */
const DELAYS = [1500, 4000]

const LONGEST_WAIT = 10000

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/**
 * @typedef {object} Outcome
 * @property {'booked'|'refused'|'unknown'} verdict
 * @property {object} answer - the service's last answer
 * @property {object} sent - the answers it was given for, which may not be those on the page now
 */

export class Submissions {
  /**
   * @param {(answers: object, key: string) => Promise<object>} book - sends once
   * @param {object} [options]
   * @param {TabMemory} [options.memory]
   * @param {() => string} [options.makeKey]
   * @param {(milliseconds: number) => Promise<void>} [options.wait]
   */
  constructor(book, { memory = new TabMemory('natrak-sent'), makeKey = newKey, wait = pause } = {}) {
    this.book = book
    this.memory = memory
    this.makeKey = makeKey
    this.wait = wait
  }

  /** Something was sent, and nobody here knows what became of it. */
  get isUnresolved() {
    return Boolean(this.memory.value && this.memory.value.key && this.memory.value.answers)
  }

  /**
   * Ask for a place. Only to be called once nothing is unresolved.
   *
   * @returns {Promise<Outcome>}
   */
  send(answers, onRepeat) {
    this.memory.keep({ answers, key: this.makeKey() })
    return this.attempt(onRepeat, { doubtful: false })
  }

  /**
   * Send what is unresolved once more, with its own key and its own answers.
   *
   * @returns {Promise<Outcome>}
   */
  repeat(onRepeat) {
    return this.attempt(onRepeat, { doubtful: true })
  }

  /** To be called once the couple sees the booking. */
  forget() {
    this.memory.forget()
  }

  async attempt(onRepeat, { doubtful }) {
    const { answers, key } = this.memory.value
    let inDoubt = doubtful
    const answer = await withRepeats(() => this.book(answers, key), {
      wait: this.wait,
      onRepeat: (attempt, most) => {
        inDoubt = true
        onRepeat(attempt, most)
      }
    })
    const verdict = verdictOn(answer, inDoubt)
    if (verdict === 'refused') this.forget()
    return { verdict, answer, sent: answers }
  }
}

/**
 * A refusal for too many requests comes before anything is looked up: it speaks of itself, and not
 * of an earlier attempt whose answer was lost.
 */
function verdictOn(answer, inDoubt) {
  if (answer.ok) return 'booked'
  return isUnknown(answer) || (inDoubt && answer.status === 429) ? 'unknown' : 'refused'
}

/** The same request but for the language it was made in. */
export function sameAnswers(one, other) {
  const bare = (answers) => JSON.stringify({ ...answers, language: '' })
  return bare(one) === bare(other)
}

/**
 * Ask again while nobody knows what happened, a few times and ever more slowly.
 *
 * @param {() => Promise<object>} ask
 * @param {object} [options]
 * @param {number[]} [options.delays] - milliseconds before each further attempt
 * @param {(attempt: number, most: number) => void} [options.onRepeat]
 */
export async function withRepeats(ask, { delays = DELAYS, onRepeat = () => {}, wait = pause } = {}) {
  let answer = await ask()
  for (let repeat = 0; repeat < delays.length && isUnknown(answer); repeat += 1) {
    onRepeat(repeat + 2, delays.length + 1)
    const asked = Math.min((answer.retryAfter || 0) * 1000, LONGEST_WAIT)
    await wait(Math.max(delays[repeat], asked))
    answer = await ask()
  }
  return answer
}

const KEY_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** 32 letters nobody can guess. 64 letters divide 256 evenly, so none comes more often. */
export function newKey(random = (bytes) => crypto.getRandomValues(bytes)) {
  return Array.from(random(new Uint8Array(32)), (byte) => KEY_LETTERS[byte % 64]).join('')
}
