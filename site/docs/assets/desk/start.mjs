import { Strings } from '../booking/strings.mjs'
import { StaffApi } from './staff-api.mjs'
import { carryToken, readStaffLink, skipWithoutFragment } from './staff-link.mjs'

/** What is wrong with a link, and so whom to ask; everything else is not about the link. */
const ENDED = ['link_expired', 'link_revoked']
const WRONG = ['link_invalid', ...ENDED]

/** Start a page of the desk with the link it was opened with. Opening reads, and changes nothing. */
export function start(Module) {
  const root = document.querySelector('[data-module]')
  const { token, fields } = readStaffLink(window.location.hash)
  // Another link pasted into the same tab changes only the fragment: the page is not loaded anew.
  window.addEventListener('hashchange', () => window.location.reload())
  skipWithoutFragment(document)
  if (!token) {
    showInstead(root, fields.get('token') ? 'link_invalid' : 'no_link')
    return
  }
  carryToken(document, token)
  root.hidden = false
  const module = new Module(root, {
    api: new StaffApi(token),
    strings: Strings.onPage(document),
    fields,
    refuses: ({ code }) => {
      const codes = root.dataset.ready ? ENDED : WRONG
      if (!codes.includes(code)) return false
      showInstead(root, code)
      return true
    }
  })
  module.start().catch((failure) => console.error(failure))
}

/** One thing at a time: the page, or why there is none and whom to ask. */
function showInstead(root, state) {
  root.hidden = true
  for (const section of document.querySelectorAll('[data-link-state]')) {
    section.hidden = section.dataset.linkState !== state
    if (!section.hidden) section.querySelector('h2').focus()
  }
}
