import { Strings } from '../booking/strings.mjs'
import { Chooser } from './chooser.mjs'

new Chooser(document.querySelector('[data-documents]'), Strings.onPage(document)).start()
