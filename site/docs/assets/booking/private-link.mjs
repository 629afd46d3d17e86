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
    return readLink(hash) && new URL(`${toManage(here)}${hash}`, here).href
  } catch (failure) {
    return null
  }
}

/** The way from a booking page to that of the private link: an office's own lies a folder deeper. */
export function toManage(here) {
  return /\/book\/[a-z-]+\/$/.test(new URL(here).pathname) ? '../../manage/' : '../manage/'
}

/** Before a page takes another address: what it leads to stays where it was. */
export function keepWays() {
  for (const link of document.querySelectorAll('a[href^=".."]')) link.href = link.href
  for (const form of document.querySelectorAll('form[action^=".."]')) form.action = form.action
}

/** The switch to the other language leads to the same booking there, or to the same question. */
export function carryOver(fragment) {
  for (const link of document.querySelectorAll('a.language-link')) {
    const beside = readLink(fragment) ? toManage(link.href) : ''
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
