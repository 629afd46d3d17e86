/**
 * The only place that calls fetch. It never throws: every call answers
 * `{ok: true, status, data}` or `{ok: false, status, code, problem, retryAfter}`.
 *
 * Two codes are made here, everything else is the service's own word:
 * - `network_failure`: no answer came back
 * - `service_failure`: an answer came back that is none of ours, be it a hotel's login page, half
 *   a document, or the words of something between us and the service
 *
 * After either nobody can say what happened.
 */

const BASE = '/api'

/** A phone on a weak signal may take long; a couple should still not look at a dead page. */
const PATIENCE_IN_MILLISECONDS = 20000

/** What makes an answer one of ours. */
const HOLDS = {
  days: ({ days }) => Array.isArray(days),
  slots: ({ slots }) => Array.isArray(slots),
  booking: ({ reference }) => typeof reference === 'string' && reference !== '',
  documents: ({ documents, kinds }) => Array.isArray(documents) && Array.isArray(kinds),
  upload: ({ id, upload }) => typeof id === 'string' && upload !== null && typeof upload === 'object',
  message: ({ message }) => message !== null && typeof message === 'object'
}

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
    return this.request(`/offices/${office}/days`, HOLDS.days)
  }

  /** The slots of one day. */
  day(office, date) {
    return this.request(`/offices/${office}/days/${date}`, HOLDS.slots)
  }

  /** Ask for a place. The same key and the same answers never book twice. */
  book(office, answers, key) {
    return this.request(`/offices/${office}/bookings`, HOLDS.booking, asJson(answers, { 'Idempotency-Key': key }))
  }

  /** The token travels in a header only, so that it never stands in a server's log. */
  booking(reference, token) {
    return this.request(`/bookings/${encodeURIComponent(reference)}`, HOLDS.booking, {
      headers: { Authorization: `Bearer ${token}` }
    })
  }

  move(reference, token, place) {
    return this.change(reference, token, 'move', place)
  }

  cancel(reference, token) {
    return this.change(reference, token, 'cancel', {})
  }

  /** What was sent before the visit, and what may be sent. */
  documents(reference, token) {
    return this.request(documentsOf(reference), HOLDS.documents, { headers: { Authorization: `Bearer ${token}` } })
  }

  /** A form that takes one file: where it goes, and the fields that go before it. */
  askDocument(reference, token, file) {
    return this.request(documentsOf(reference), HOLDS.upload, asJson(file, { Authorization: `Bearer ${token}` }))
  }

  deleteDocument(reference, token, id) {
    const headers = { Authorization: `Bearer ${token}` }
    return this.request(`${documentsOf(reference)}/${id}`, HOLDS.documents, { method: 'DELETE', headers })
  }

  /** Ask for the private link by mail. The answer is the same whether there is such a booking or not. */
  resend(answers) {
    return this.request('/bookings/resend', HOLDS.message, asJson(answers))
  }

  change(reference, token, deed, body) {
    const headers = { Authorization: `Bearer ${token}` }
    return this.request(`/bookings/${encodeURIComponent(reference)}/${deed}`, HOLDS.booking, asJson(body, headers))
  }

  async request(path, isOurs, { patience = this.patience, ...options } = {}) {
    const giveUp = new AbortController()
    const timer = setTimeout(() => giveUp.abort(), patience)
    try {
      const response = await this.fetch(`${BASE}${path}`, {
        cache: 'no-store',
        credentials: 'omit',
        signal: giveUp.signal,
        ...options,
        headers: { Accept: 'application/json', ...options.headers }
      })
      return await readAnswer(response, isOurs)
    } catch (failure) {
      return NO_ANSWER
    } finally {
      clearTimeout(timer)
    }
  }
}

function documentsOf(reference) {
  return `/bookings/${encodeURIComponent(reference)}/documents`
}

function asJson(body, headers = {}) {
  return { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) }
}

/** Data or an error code, whatever the response holds. */
async function readAnswer(response, isOurs) {
  const content = parsed(await response.text())
  if (response.ok && content && isOurs(content)) return { ok: true, status: response.status, data: content }
  const problem = !response.ok && content && isProblem(content) ? content : {}
  return {
    ok: false,
    status: response.status,
    code: problem.code || 'service_failure',
    problem,
    retryAfter: secondsIn(response.headers.get('Retry-After'))
  }
}

/** Every refusal of ours has a code and says it in words. */
function isProblem({ code, message }) {
  return typeof code === 'string' && message !== null && typeof message === 'object'
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

/**
 * True where nobody can say what became of the request: it may have been carried out. Asking once
 * more with the same key can do no harm.
 */
export function isUnknown({ ok, status, code }) {
  return !ok && (code === 'network_failure' || code === 'service_failure' || status >= 500)
}
