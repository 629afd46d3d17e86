import { TabMemory } from './tab-memory.mjs'

/** The ways here that the office counts; a link says its own by `?via=`. */
const KNOWN = ['facebook', 'line', 'other']

const memory = () => new TabMemory('natrak-via')

/** Keep the channel of a link such as /book/?via=facebook until this tab is closed. */
export function rememberChannel(search = window.location.search, kept = memory()) {
  const via = new URLSearchParams(search).get('via')
  if (KNOWN.includes(via)) kept.keep(via)
}

/** How this couple found the page. */
export function channel(kept = memory()) {
  return KNOWN.includes(kept.value) ? kept.value : 'web'
}
