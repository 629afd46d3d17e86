import { BookingApi } from './api.mjs'
import { BookingForm } from './booking-form.mjs'
import { ManageBooking } from './manage-booking.mjs'
import { Strings } from './strings.mjs'

const MODULES = {
  'booking-form': BookingForm,
  'manage-booking': ManageBooking
}

/** Start what the page asks for. One that fails is logged and leaves the rest of the page alone. */
async function start(root, tools) {
  try {
    const Module = MODULES[root.dataset.module]
    await new Module(root, tools).start()
  } catch (failure) {
    console.error(failure)
  }
}

const tools = { api: new BookingApi(), strings: Strings.onPage(document) }
for (const root of document.querySelectorAll('[data-module]')) start(root, tools)
