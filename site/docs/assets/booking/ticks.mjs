const NAME = 'natrak:ticked'

/** Which papers of a booking the couple has ticked off, on this device and for that booking only. */
export class Ticks {
  constructor(reference, storage = () => window.localStorage) {
    this.reference = reference
    this.storage = storage
    this.names = new Set(this.read())
  }

  has(name) {
    return this.names.has(name)
  }

  set(name, ticked) {
    if (ticked) this.names.add(name)
    else this.names.delete(name)
    try {
      this.storage().setItem(NAME, JSON.stringify({ reference: this.reference, names: [...this.names] }))
    } catch (refusal) {
      // The boxes on the page itself stay as they are.
    }
  }

  read() {
    try {
      const kept = JSON.parse(this.storage().getItem(NAME))
      return kept.reference === this.reference ? kept.names : []
    } catch (nothing) {
      return []
    }
  }
}
