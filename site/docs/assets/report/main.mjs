import { BookingApi } from '../booking/api.mjs'
import { Strings } from '../booking/strings.mjs'
import { ReportPage } from './report-page.mjs'

const root = document.querySelector('[data-module="report"]')
new ReportPage(root, { api: new BookingApi(), strings: Strings.onPage(document) }).start()
