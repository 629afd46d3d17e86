import { BookingApi } from './api.mjs'
import { rememberChannel } from './channel.mjs'
import { Strings } from './strings.mjs'

/**
 * Start what a page is for. Should it fail, that is logged and the rest of the page still serves.
 *
 * @param {string} name - of the element, in its data-module
 * @param {new (root: HTMLElement, tools: object) => {start(): void}} Module
 */
export async function start(name, Module) {
  rememberChannel()
  try {
    const tools = { api: new BookingApi(), strings: Strings.onPage(document) }
    await new Module(document.querySelector(`[data-module="${name}"]`), tools).start()
  } catch (failure) {
    console.error(failure)
  }
}
