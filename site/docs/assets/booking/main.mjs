import { BookingApi } from './api.mjs'
import { rememberChannel } from './channel.mjs'
import { Strings } from './strings.mjs'

/** Each page loads what it starts and nothing else. */
const MODULES = {
  'booking-journey': async () => (await import('./booking-journey.mjs')).BookingJourney,
  'manage-booking': async () => (await import('./manage-booking.mjs')).ManageBooking
}

/** Start what the page asks for. One that fails is logged and leaves the rest of the page alone. */
async function start(root, tools) {
  try {
    const Module = await MODULES[root.dataset.module]()
    await new Module(root, tools).start()
  } catch (failure) {
    console.error(failure)
  }
}

rememberChannel()
const tools = { api: new BookingApi(), strings: Strings.onPage(document) }
for (const root of document.querySelectorAll('[data-module]')) start(root, tools)
