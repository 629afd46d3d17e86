/**
 * The pulse of a day: a few signs at an address of the site, other ones after each change of that
 * day. To ask it costs next to nothing, so a desk asks it all day long.
 */
export class Pulse {
  /** @param {import('./staff-api.mjs').StaffApi} api */
  constructor(api) {
    this.api = api
    this.address = null
    this.last = null
  }

  /** @param {string} [address] - as the service told it with the day; an older service tells none */
  follow(address) {
    if (!address || address === this.address) return
    this.address = address
    this.last = null
  }

  /**
   * Nobody knows whether what is heard first came before or after the day was told: it is news.
   *
   * @returns {Promise<'news'|'quiet'|'silence'>} silence where the pulse cannot be heard, or not yet
   */
  async listen() {
    const { address } = this
    const beat = address ? await this.api.beat(address) : null
    if (beat === null || address !== this.address) return 'silence'
    const isNews = beat !== this.last
    this.last = beat
    return isNews ? 'news' : 'quiet'
  }
}
