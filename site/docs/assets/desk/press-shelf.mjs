/**
 * Where presses wait in the browser: each under a name of its own, so that two tabs of one computer
 * never overwrite each other's. Where a browser stores nothing, they last as long as the page.
 */

const PREFIX = 'natrak-press.'

export class PressShelf {
  /** @param {() => Storage} [storage] - a call, because merely naming it may be refused */
  constructor(storage = () => window.localStorage) {
    this.storage = storage
    this.unstored = new Map()
  }

  put(name, press) {
    try {
      this.storage().setItem(PREFIX + name, JSON.stringify(press))
    } catch (refusal) {
      this.unstored.set(PREFIX + name, press)
    }
  }

  remove(name) {
    this.unstored.delete(PREFIX + name)
    try {
      this.storage().removeItem(PREFIX + name)
    } catch (refusal) {
      // Nothing was stored then.
    }
  }

  /** [name, press] in the order of their names. */
  all() {
    const stored = this.names().map((name) => [name, this.read(name)])
    return [...stored, ...this.unstored]
      .filter(([, press]) => press !== null)
      .map(([name, press]) => [name.slice(PREFIX.length), press])
      .sort(([one], [other]) => (one < other ? -1 : 1))
  }

  names() {
    try {
      const storage = this.storage()
      return Array.from({ length: storage.length }, (_, place) => storage.key(place)).filter((name) =>
        name.startsWith(PREFIX)
      )
    } catch (refusal) {
      return []
    }
  }

  read(name) {
    try {
      return JSON.parse(this.storage().getItem(name))
    } catch (refusal) {
      return null
    }
  }
}
