/** The page behind the private link. */

import { ManageBooking } from './manage-booking.mjs'
import { start } from './start.mjs'

start('manage-booking', ManageBooking)
