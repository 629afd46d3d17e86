/**
 * Which papers of a couple an officer has seen: a help for the one who looks through them, kept in
 * this browser for the day under the reference alone. The service is not told.
 */

const NAME = 'natrak-papers'

export class PaperTicks {
  /** @param {() => Storage} [storage] */
  constructor(storage = () => window.localStorage) {
    this.storage = storage
    this.kept = this.read()
  }

  /** Ticks of other days are of no use to anybody. */
  keepOnly(today) {
    if (this.kept.today !== today) this.write({ today, seen: {} })
  }

  seen(reference) {
    return this.kept.seen[reference] || []
  }

  tick(reference, paper, isSeen) {
    const others = this.seen(reference).filter((id) => id !== paper)
    this.write({ ...this.kept, seen: { ...this.kept.seen, [reference]: isSeen ? [...others, paper] : others } })
  }

  read() {
    try {
      const kept = JSON.parse(this.storage().getItem(NAME))
      return kept && kept.seen ? kept : { today: '', seen: {} }
    } catch (refusal) {
      return { today: '', seen: {} }
    }
  }

  write(kept) {
    this.kept = kept
    try {
      this.storage().setItem(NAME, JSON.stringify(kept))
    } catch (refusal) {
      // They last as long as the page then.
    }
  }
}
