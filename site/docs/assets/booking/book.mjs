/** The page where a time is booked. */

import { BookingJourney } from './booking-journey.mjs'
import { start } from './start.mjs'

start('booking-journey', BookingJourney)
