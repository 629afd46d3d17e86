/** A local storage of a test's own: like the browser's, it can be counted through. */
export function localStorageLike() {
  const kept = new Map()
  return {
    get length() {
      return kept.size
    },
    key: (place) => [...kept.keys()][place],
    getItem: (name) => (kept.has(name) ? kept.get(name) : null),
    setItem: (name, value) => kept.set(name, String(value)),
    removeItem: (name) => kept.delete(name)
  }
}
