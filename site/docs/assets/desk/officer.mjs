/** Who sits at this computer: initials, kept in the browser until somebody else takes the seat. */

const NAME = 'natrak-officer'

export class Officer {
  /**
   * @param {HTMLInputElement} field
   * @param {() => void} onNamed - when what was typed is done with
   * @param {() => Storage} [storage]
   */
  constructor(field, onNamed, storage = () => window.localStorage) {
    this.field = field
    this.storage = storage
    try {
      field.value = this.storage().getItem(NAME) || ''
    } catch (refusal) {
      // A browser that stores nothing asks anew each day.
    }
    field.addEventListener('input', () => this.keep())
    field.addEventListener('change', onNamed)
    field.addEventListener('keydown', (event) => event.key === 'Enter' && field.blur())
  }

  get name() {
    return this.field.value.trim()
  }

  ask() {
    this.field.focus()
  }

  keep() {
    try {
      this.storage().setItem(NAME, this.name)
    } catch (refusal) {
      // It lasts as long as the page then.
    }
  }
}
