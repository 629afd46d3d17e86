/**
 * Something this browser tab remembers: it outlives a reload and a change of language, and ends
 * with the tab. Where a browser refuses to store anything, it lasts as long as the page.
 */
export class TabMemory {
  /**
   * @param {string} name
   * @param {() => Storage} [storage] - a call, because merely naming it may be refused
   */
  constructor(name, storage = () => window.sessionStorage) {
    this.name = name
    this.storage = storage
    this.value = this.read()
  }

  keep(value) {
    this.value = value
    try {
      this.storage().setItem(this.name, JSON.stringify(value))
    } catch (refusal) {
      // A private window, or no room: the page itself still remembers.
    }
  }

  forget() {
    this.value = null
    try {
      this.storage().removeItem(this.name)
    } catch (refusal) {
      // Nothing was stored then.
    }
  }

  read() {
    try {
      return JSON.parse(this.storage().getItem(this.name))
    } catch (refusal) {
      return null
    }
  }
}
