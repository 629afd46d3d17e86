/** The page on which officers look at papers before the visit. */

import { Strings } from '../booking/strings.mjs'
import { ReviewApi } from './review-api.mjs'
import { ReviewList } from './review-list.mjs'

function start() {
  const root = document.querySelector('[data-module="papers-review"]')
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token')
  root.querySelector(token ? '[data-waiting]' : '[data-no-link]').hidden = false
  if (!token) return
  // The other language and the desk open with the same link.
  for (const link of document.querySelectorAll('a.language-link, [data-desk]')) link.hash = window.location.hash
  root.querySelector('[data-back-to-desk]').hidden = false
  new ReviewList(root, new ReviewApi(token), Strings.onPage(document)).load()
}

window.addEventListener('hashchange', () => window.location.reload())
start()
