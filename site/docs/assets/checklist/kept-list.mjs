/**
 * The couple's own list, kept by this browser and sent to nobody until the couple attaches it to a
 * booking. It holds no answer, no date of a life and nothing about anybody's sex or health: ids of
 * papers, two nationalities, and what has been ticked.
 */

const KEY = 'natrak:checklist'
const IDS = /^R\d\d[a-z]?$/

/** A call, because merely naming the storage may be refused. */
const ownStorage = () => window.localStorage

/**
 * What a booking may take along.
 *
 * @returns {{ids: string[], nationalities: string[], madeOn: string}|null} null without a list
 */
export function keptList(storage = ownStorage) {
  const kept = keptInFull(storage)
  return kept && { ids: kept.ids, nationalities: kept.nationalities, madeOn: kept.madeOn }
}

/** Leaves nothing of the list in this browser. */
export function forgetList(storage = ownStorage) {
  try {
    storage().removeItem(KEY)
  } catch (refusal) {
    // Nothing was kept then.
  }
}

/**
 * The list as the page shows it.
 *
 * @returns {{ids: string[], nationalities: string[], madeOn: string,
 *   shown: {id: string, bearer: "both"|0|1, sure: boolean}[], ticked: string[]}|null}
 */
export function keptInFull(storage = ownStorage) {
  try {
    const kept = JSON.parse(storage().getItem(KEY))
    return isList(kept) ? kept : null
  } catch (refusal) {
    return null
  }
}

/** False where this browser keeps nothing. */
export function keepList(list, storage = ownStorage) {
  try {
    storage().setItem(KEY, JSON.stringify(list))
    return true
  } catch (refusal) {
    return false
  }
}

/** An older page, or a stranger, may have written something else. */
function isList(kept) {
  const texts = (values, pattern) => Array.isArray(values) && values.every((value) => pattern.test(value))
  return Boolean(
    kept &&
      texts(kept.ids, IDS) &&
      texts(kept.nationalities, /^([A-Z]{2}|stateless)$/) &&
      /^\d{4}-\d\d-\d\d$/.test(kept.madeOn) &&
      texts(kept.ticked, /^R/) &&
      Array.isArray(kept.shown) &&
      texts(kept.shown.map(({ id }) => id), IDS)
  )
}
