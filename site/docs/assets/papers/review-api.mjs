/** The review's calls. Every one answers `{ok, status, data}`; what failed has a message for people. */

const BASE = '/api/staff'

export class ReviewApi {
  /** @param {string} token - of the office's link; it travels in a header only */
  constructor(token) {
    this.headers = { Authorization: `Bearer ${token}` }
  }

  waiting() {
    return this.request('/documents')
  }

  /** A page as a picture, or null. */
  async page(reference, id, number) {
    const answer = await this.ask(`${pathOf(reference, id)}/pages/${number}`)
    return answer && answer.ok ? answer.blob() : null
  }

  review(reference, id, decision, message) {
    return this.request(`${pathOf(reference, id)}/review`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ decision, ...(message ? { message } : {}) })
    })
  }

  async request(path, options) {
    const answer = await this.ask(path, options)
    try {
      return { ok: answer.ok, status: answer.status, data: await answer.json() }
    } catch (failure) {
      return { ok: false, status: 0, data: {} }
    }
  }

  async ask(path, options = {}) {
    try {
      const headers = { ...this.headers, ...options.headers }
      return await window.fetch(`${BASE}${path}`, { cache: 'no-store', credentials: 'omit', ...options, headers })
    } catch (failure) {
      return null
    }
  }
}

function pathOf(reference, id) {
  return `/bookings/${encodeURIComponent(reference)}/documents/${encodeURIComponent(id)}`
}
