/**
 * Browsers inside other apps: they cannot print, often cannot save a file or share, and forget what
 * was typed when the app is closed. A page opened in the phone's own browser can do all of that.
 */

/** "line", "facebook" (and its sisters), or null in a browser of its own. */
export function appAround(agent = window.navigator.userAgent) {
  if (/\bLine\//i.test(agent)) return 'line'
  return /\bFB(AN|AV|_IAB)\b|\bInstagram\b|\bMessenger/.test(agent) ? 'facebook' : null
}

/** LINE opens an address with this in the phone's own browser. */
export function outsideLine(address) {
  const outside = new URL(address)
  outside.searchParams.set('openExternalBrowser', '1')
  return outside.href
}

/** Shows the hint of the app around this page, and hides what would do nothing in it. */
export function adaptToApp(page = document) {
  const app = appAround()
  if (!app) return
  const hint = page.querySelector(`[data-in-app="${app}"]`)
  hint.hidden = false
  for (const useless of page.querySelectorAll('[data-print]')) useless.hidden = true
  const link = hint.querySelector('a[data-outside]')
  if (!link) return
  const lead = () => {
    link.href = outsideLine(window.location.href)
  }
  // The address goes with the steps, so it is read when the link is about to be used.
  for (const moment of ['pointerdown', 'focus', 'click']) link.addEventListener(moment, lead)
  lead()
}
