/** The couple's own list of papers, kept on this device. */

const NAME = 'natrak:checklist'

/** `{ids, nationalities, madeOn}`, or null where there is none. */
export function keptList() {
  try {
    const list = JSON.parse(window.localStorage.getItem(NAME))
    return list && Array.isArray(list.ids) && Array.isArray(list.nationalities) ? list : null
  } catch (refusal) {
    return null
  }
}

export function forgetList() {
  try {
    window.localStorage.removeItem(NAME)
  } catch (refusal) {
    // Nothing was stored then.
  }
}
