/** A session storage of a test's own. */
export function storage(kept = {}) {
  return {
    getItem: (name) => (name in kept ? kept[name] : null),
    setItem: (name, value) => {
      kept[name] = value
    },
    removeItem: (name) => {
      delete kept[name]
    }
  }
}
