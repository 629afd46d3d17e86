/** The signed link of staff: its token rides in the fragment, which no server and no Referer sees. */

/** A header carries only plain letters; a token with others was damaged on its way. */
const PLAIN_LETTERS = /^[\x21-\x7e]+$/

/** @returns {{token: string|null, fields: URLSearchParams}} */
export function readStaffLink(fragment) {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''))
  const token = fields.get('token') || ''
  return { token: PLAIN_LETTERS.test(token) ? token : null, fields }
}

/** The same page or another one of the desk, with the same link. */
export function withToken(address, token, more = {}) {
  return `${address.replace(/#.*/, '')}#${new URLSearchParams({ token, ...more })}`
}

/** The switch of language and the ways between the desk's pages take the link along. */
export function carryToken(page, token) {
  for (const link of page.querySelectorAll('a.language-link, a[data-carry]')) {
    link.href = withToken(link.getAttribute('href'), token)
  }
}

/** Skipping to the content must not put "#content" in the place of the token. */
export function skipWithoutFragment(page) {
  page.querySelector('.skip-link').addEventListener('click', (event) => {
    event.preventDefault()
    page.querySelector('#content').focus()
  })
}
