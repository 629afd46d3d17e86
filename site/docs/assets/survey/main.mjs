import { BookingApi } from '../booking/api.mjs'
import { Strings } from '../booking/strings.mjs'
import { SurveyForm } from './survey-form.mjs'

const root = document.querySelector('[data-module="survey"]')
new SurveyForm(root, { api: new BookingApi(), strings: Strings.onPage(document) }).start()
