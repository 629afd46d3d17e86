/*
 * Light or dark. This is no module, and it stands first in the body, because it has to run before
 * anything is painted: a white flash at night on every page is unkind. The block keeps its names
 * to itself. Without storage, or without script, the page is light.
 */
{
  const STORED_AS = 'natrak-scheme'

  const stored = () => {
    try {
      return localStorage.getItem(STORED_AS)
    } catch (refusal) {
      return null
    }
  }

  const remember = (scheme) => {
    try {
      localStorage.setItem(STORED_AS, scheme)
    } catch (refusal) {
      // A private window forgets the choice; the page itself has changed all the same.
    }
  }

  const preferred = () => (matchMedia('(prefers-color-scheme: dark)').matches ? 'slate' : 'default')

  const show = (scheme) => document.body.setAttribute('data-md-color-scheme', scheme)

  document.documentElement.className = 'js'
  show(stored() || preferred())

  document.addEventListener('click', (event) => {
    if (!event.target.closest('[data-scheme-toggle]')) return
    const dark = document.body.getAttribute('data-md-color-scheme') === 'slate'
    const scheme = dark ? 'default' : 'slate'
    show(scheme)
    remember(scheme)
  })
}
