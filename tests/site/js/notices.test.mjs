import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Strings } from '../../../site/docs/assets/booking/strings.mjs'
import { Notices } from '../../../site/docs/assets/desk/notices.mjs'
import { sentences } from './words.mjs'

for (const language of ['th', 'en']) {
  const notices = new Notices(null, new Strings(sentences('desk_script', language), language))
  const message = { th: 'กรุณาโทรหาสำนักงานเขต', en: 'Please call the office.' }

  test(`staff are sent to the desk's search for a phone with a booking, not to the telephone (${language})`, () => {
    const words = notices.why({ code: 'open_booking_exists', problem: { message } })

    assert.notEqual(words, message[language])
    assert.match(words, language === 'th' ? /ค้น/ : /Search/)
  })

  test(`other refusals are in the service's words (${language})`, () => {
    assert.equal(notices.why({ code: 'day_closed', problem: { message } }), message[language])
  })
}
