/** The private link of a booking: reference and token ride in its fragment, which no server sees. */

/**
 * Reference and token from the fragment of a private link, and which of its views; null where
 * either of the two is missing.
 */
export function readLink(fragment) {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''))
  const [token, reference, view, day] = ['token', 'reference', 'view', 'day'].map((name) => fields.get(name) || '')
  return token && reference ? { token, reference, view, day } : null
}

/** The fragment of the same link with another view. */
export function linkTo({ token, reference }, more = {}) {
  return `#${new URLSearchParams({ token, reference, ...more })}`
}

/**
 * Where a booking just made can be seen again, beside the page at `here` and in its language; null
 * when the link is none.
 *
 * @param {string|undefined} manageUrl - as the service gave it
 * @param {string} here - the address of the booking page, in either language
 */
export function placeToReturn(manageUrl, here) {
  try {
    const { hash } = new URL(manageUrl, here)
    return readLink(hash) && new URL(`../manage/${hash}`, here).href
  } catch (failure) {
    return null
  }
}

/** The switch to the other language leads to the same booking there, or to the same question. */
export function carryOver(fragment) {
  for (const link of document.querySelectorAll('a.language-link')) {
    const beside = readLink(fragment) ? '../manage/' : ''
    link.href = new URL(`${beside}${fragment}`, link.href.replace(/#.*/, '')).href
  }
}

/** Skipping to the content must not put "#content" in the place of what the fragment holds. */
export function skipWithoutFragment() {
  document.querySelector('.skip-link').addEventListener('click', (event) => {
    event.preventDefault()
    document.querySelector('#content').focus()
  })
}
