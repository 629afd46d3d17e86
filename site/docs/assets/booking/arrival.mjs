/** On the pages that only inform: whoever came by a counted link may book later. */

import { rememberChannel } from './channel.mjs'

rememberChannel()
