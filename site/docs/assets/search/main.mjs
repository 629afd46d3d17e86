import { Strings } from '../booking/strings.mjs'
import { SearchPage } from './search-page.mjs'

new SearchPage(document.querySelector('[data-search]'), Strings.onPage(document)).start()
