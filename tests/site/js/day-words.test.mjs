import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Strings } from '../../../site/docs/assets/booking/strings.mjs'
import { tellDays } from '../../../site/docs/assets/desk/day-words.mjs'
import { sentences } from './words.mjs'

for (const [language, words] of [['th', /จันทร์.*14 ธันวาคม.*2569/], ['en', /Monday.*14 December.*2026/]]) {
  test(`a chosen day is told with its weekday and year, and none is told as nothing (${language})`, () => {
    const field = { value: '2026-12-14' }
    const place = { dataset: { dayOf: 'date' }, textContent: '' }
    const listeners = {}
    const root = {
      querySelectorAll: () => [place],
      querySelector: () => field,
      addEventListener: (name, act) => { listeners[name] = act }
    }

    tellDays(root, new Strings(sentences('script', language), language))
    assert.match(place.textContent, words)

    field.value = ''
    listeners.input()
    assert.equal(place.textContent, '')
  })
}
