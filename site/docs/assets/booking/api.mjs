/**
 * The only place that calls fetch. It never throws: every call answers
 * `{ok: true, status, data}` or `{ok: false, status, code, problem, retryAfter}`.
 *
 * Two codes are made here, everything else is the service's own word:
 * - `network_failure`: no answer came back, so nobody can say what happened
 * - `service_failure`: an answer came back that was not one of ours
 */

const BASE = '/api'

/** A phone on a weak signal may take long; a couple should still not look at a dead page. */
const PATIENCE_IN_MILLISECONDS = 20000

/** An answer of the kind `network_failure`. */
const NO_ANSWER = { ok: false, status: 0, code: 'network_failure', problem: {}, retryAfter: null }

export class BookingApi {
  /**
   * @param {object} [options]
   * @param {typeof fetch} [options.fetch]
   * @param {number} [options.patience] - milliseconds to wait for an answer
   */
  constructor({ fetch = (...request) => window.fetch(...request), patience } = {}) {
    this.fetch = fetch
    this.patience = patience || PATIENCE_IN_MILLISECONDS
  }

  /** The free places of every day that can be booked. */
  days(office) {
    return this.request(`/offices/${office}/days`)
  }

  /** The slots of one day. */
  day(office, date) {
    return this.request(`/offices/${office}/days/${date}`)
  }

  /** Ask for a place. The same key and the same answers never book twice. */
  book(office, answers, key) {
    return this.request(`/offices/${office}/bookings`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
      body: JSON.stringify(answers)
    })
  }

  /** The token travels in a header only, so that it never stands in a server's log. */
  booking(reference, token) {
    return this.request(`/bookings/${encodeURIComponent(reference)}`, {
      headers: { Authorization: `Bearer ${token}` }
    })
  }

  async request(path, options = {}) {
    const giveUp = new AbortController()
    const timer = setTimeout(() => giveUp.abort(), this.patience)
    try {
      const response = await this.fetch(`${BASE}${path}`, {
        cache: 'no-store',
        credentials: 'omit',
        signal: giveUp.signal,
        ...options,
        headers: { Accept: 'application/json', ...options.headers }
      })
      return await readAnswer(response)
    } catch (failure) {
      return NO_ANSWER
    } finally {
      clearTimeout(timer)
    }
  }
}

/** Data or an error code, whatever the response holds. */
async function readAnswer(response) {
  const text = await response.text()
  const content = parsed(text)
  if (response.ok && content) return { ok: true, status: response.status, data: content }
  return {
    ok: false,
    status: response.status,
    code: (content && content.code) || 'service_failure',
    problem: content || {},
    retryAfter: secondsIn(response.headers.get('Retry-After'))
  }
}

function parsed(text) {
  try {
    const content = JSON.parse(text)
    return content !== null && typeof content === 'object' ? content : null
  } catch (failure) {
    return null
  }
}

function secondsIn(header) {
  const seconds = Number.parseInt(header || '', 10)
  return Number.isNaN(seconds) || seconds < 0 ? null : seconds
}

/** True where asking once more with the same key may help and can do no harm. */
export function worthRepeating(answer) {
  return !answer.ok && (answer.code === 'network_failure' || answer.status >= 500)
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/**
 * Ask again after a lost connection or a busy service, a few times and ever more slowly.
 *
 * @param {() => Promise<object>} ask
 * @param {object} [options]
 * @param {number[]} [options.delays] - milliseconds before each further attempt
 * @param {(attempt: number, most: number) => void} [options.onRepeat]
 */
export async function withRepeats(
  ask,
  { delays = [1500, 4000], onRepeat = () => {}, wait = pause } = {}
) {
  let answer = await ask()
  for (let repeat = 0; repeat < delays.length && worthRepeating(answer); repeat += 1) {
    onRepeat(repeat + 2, delays.length + 1)
    const asked = Math.min((answer.retryAfter || 0) * 1000, 10000)
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

/**
 * One key for as long as the same answers are sent, so that a repeat finds the booking already
 * made; changed answers are another request and get another key.
 */
export class KeyKeeper {
  constructor(makeKey = newKey) {
    this.makeKey = makeKey
    this.forget()
  }

  keyFor(answers) {
    const content = JSON.stringify(answers)
    if (content !== this.content) {
      this.content = content
      this.key = this.makeKey()
    }
    return this.key
  }

  forget() {
    this.content = null
    this.key = null
  }
}
