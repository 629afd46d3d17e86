import { BookingApi } from '../booking/api.mjs'

/** An officer who waits longer has pressed again. */
const PATIENCE_IN_MILLISECONDS = 8000
/** A day of a thousand couples is changed for as long as the service may take, and a little for the way. */
const PATIENCE_WITH_A_DAY_IN_MILLISECONDS = 25000

/** The pulse is asked again soon anyway. */
const PATIENCE_WITH_PULSE = 2000

/** What a beat looks like: not a hotel's login page. */
const BEAT = /^[0-9a-f]{16}$/

/** What makes an answer one of ours. */
const HOLDS = {
  desk: ({ now, mark }) => typeof now === 'string' && typeof mark === 'string',
  record: ({ now, booking }) => typeof now === 'string' && Boolean(booking && booking.service),
  booking: ({ reference }) => typeof reference === 'string',
  found: ({ bookings }) => Array.isArray(bookings),
  link: ({ manage_url: url }) => typeof url === 'string',
  day: ({ date }) => typeof date === 'string'
}

/** The staff's part of the service. The token travels in a header, never in an address. */
export class StaffApi extends BookingApi {
  /** @param {string} token - of the signed link */
  constructor(token, { fetch, patience = PATIENCE_IN_MILLISECONDS } = {}) {
    super({ ...(fetch ? { fetch } : {}), patience })
    this.token = token
  }

  /** The day as it is now; with the mark of an earlier answer, only whether anything changed. */
  desk(date, mark) {
    const query = new URLSearchParams({ ...(date ? { date } : {}), ...(mark ? { mark } : {}) })
    return this.staff(`/staff/desk?${query}`, HOLDS.desk)
  }

  /** What the pulse says now, or null where it cannot be heard. It is told no token. */
  async beat(address) {
    const giveUp = new AbortController()
    const timer = setTimeout(() => giveUp.abort(), PATIENCE_WITH_PULSE)
    try {
      const answer = await this.fetch(address, { cache: 'no-store', credentials: 'omit', signal: giveUp.signal })
      const beat = answer.ok ? await answer.text() : ''
      return BEAT.test(beat) ? beat : null
    } catch (failure) {
      return null
    } finally {
      clearTimeout(timer)
    }
  }

  /** @param {import('./press-queue.mjs').Press} press */
  press({ reference, deed, key, at, officer, version, remark, registered_at: registeredAt, paper, seen }) {
    const body = { at, officer, version, remark, registered_at: registeredAt, paper, seen }
    return this.post(`${booking(reference)}/${deed}`, HOLDS.record, body, key)
  }

  enter(answers, key) {
    return this.post('/staff/bookings', HOLDS.booking, answers, key)
  }

  /** By reference, name or phone: they travel in the body, because addresses are written to logs. */
  find(words) {
    return this.post('/staff/bookings/find', HOLDS.found, { q: words })
  }

  cancel(reference) {
    return this.post(`${booking(reference)}/cancel`, HOLDS.booking)
  }

  move(reference, place) {
    return this.post(`${booking(reference)}/move`, HOLDS.booking, place)
  }

  /** A new private link for the couple; the old one ends. */
  newLink(reference) {
    return this.post(`${booking(reference)}/link`, HOLDS.link)
  }

  /** Close a day or open a special one; a preview tells what it would touch and changes nothing. */
  changeDay(date, change) {
    return this.staff(`/staff/days/${date}`, HOLDS.day, {
      method: 'PUT',
      patience: PATIENCE_WITH_A_DAY_IN_MILLISECONDS,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(change)
    })
  }

  /**
   * The couple's own way to the survey as a picture for its phone, or null. Its own token opens it,
   * in a header as well, so no address keeps it.
   *
   * @param {string} token - of the survey
   * @param {string} language - the couple's
   */
  async surveyPicture(token, language) {
    try {
      const answer = await this.fetch(`/api/survey/qr.svg?${new URLSearchParams({ language })}`, {
        cache: 'no-store',
        credentials: 'omit',
        headers: { Authorization: `Bearer ${token}` }
      })
      const picture = answer.ok ? await answer.text() : ''
      return picture.includes('<svg') ? picture : null
    } catch (failure) {
      return null
    }
  }

  post(path, isOurs, body = {}, key = null) {
    return this.staff(path, isOurs, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(key ? { 'Idempotency-Key': key } : {}) },
      body: JSON.stringify(body)
    })
  }

  staff(path, isOurs, options = {}) {
    const headers = { Authorization: `Bearer ${this.token}`, ...options.headers }
    return this.request(path, isOurs, { ...options, headers })
  }
}

function booking(reference) {
  return `/staff/bookings/${encodeURIComponent(reference)}`
}
