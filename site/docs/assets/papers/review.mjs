/** The page on which officers look at papers before the visit. */

import { Strings } from '../booking/strings.mjs'
import { carryToken, readStaffLink, skipWithoutFragment } from '../desk/staff-link.mjs'
import { ReviewApi } from './review-api.mjs'
import { ReviewList } from './review-list.mjs'

function start() {
  const root = document.querySelector('[data-module="papers-review"]')
  const { token } = readStaffLink(window.location.hash)
  skipWithoutFragment(document)
  root.querySelector(token ? '[data-waiting]' : '[data-no-link]').hidden = false
  if (!token) return
  carryToken(document, token)
  new ReviewList(root, new ReviewApi(token), Strings.onPage(document)).load()
}

window.addEventListener('hashchange', () => window.location.reload())
start()
