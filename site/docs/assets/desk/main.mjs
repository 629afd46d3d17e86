import { Strings } from '../booking/strings.mjs'
import { Days } from './days.mjs'
import { Desk } from './desk.mjs'
import { Enter } from './enter.mjs'
import { StaffApi } from './staff-api.mjs'
import { carryToken, readStaffLink, skipWithoutFragment } from './staff-link.mjs'

const MODULES = { desk: Desk, enter: Enter, days: Days }

/** What is wrong with a link, and so whom to ask; everything else is not about the link. */
const ABOUT_THE_LINK = ['link_invalid', 'link_expired', 'link_revoked']

/** Opening a page of the desk reads, and changes nothing. */
function start(root) {
  const strings = Strings.onPage(document)
  const { token, fields } = readStaffLink(window.location.hash)
  // Another link pasted into the same tab changes only the fragment: the page is not loaded anew.
  window.addEventListener('hashchange', () => window.location.reload())
  skipWithoutFragment(document)
  if (!token) {
    show(fields.get('token') ? 'link_invalid' : 'no_link')
    return
  }
  carryToken(document, token)
  const refuses = ({ code }) => ABOUT_THE_LINK.includes(code) && !root.dataset.ready && show(code)
  const Module = MODULES[root.dataset.module]
  const module = new Module(root, { api: new StaffApi(token), strings, fields, refuses: (answer) => refuses(answer) || ended(answer) })
  module.start().catch((failure) => console.error(failure))

  /** One thing at a time: the page, or why there is none. */
  function show(state) {
    root.hidden = true
    for (const section of document.querySelectorAll('[data-link-state]')) {
      section.hidden = section.dataset.linkState !== state
      if (!section.hidden) section.querySelector('h2').focus()
    }
    return true
  }

  /** A link may end while the page is open. */
  function ended({ code }) {
    return (code === 'link_expired' || code === 'link_revoked') && show(code)
  }
}

start(document.querySelector('[data-module]'))
