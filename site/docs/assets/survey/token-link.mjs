/** A link whose one token rides in the fragment, which no server sees. */

/** A header carries only plain letters; a token with others was damaged on its way. */
const PLAIN_LETTERS = /^[\x21-\x7e]+$/

/** The token of a fragment, or null where there is none that could be sent. */
export function readToken(fragment) {
  const token = new URLSearchParams(fragment.replace(/^#/, '')).get('token')
  return token && PLAIN_LETTERS.test(token) ? token : null
}

/** The switch to the other language takes the token along. */
export function carryToken(fragment) {
  const carried = readToken(fragment) ? fragment : ''
  for (const link of document.querySelectorAll('a.language-link')) {
    link.href = link.href.replace(/#.*/, '') + carried
  }
}

/** Skipping to the content must not put "#content" in the place of the token. */
export function skipWithoutFragment() {
  const skip = document.querySelector('.skip-link')
  if (!skip) return
  skip.addEventListener('click', (event) => {
    event.preventDefault()
    document.querySelector('#content').focus()
  })
}
