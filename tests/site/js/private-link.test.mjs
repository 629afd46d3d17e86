import assert from 'node:assert/strict'
import { test } from 'node:test'

import { linkTo, placeToReturn, readLink } from '../../../site/docs/assets/booking/private-link.mjs'

const FRAGMENT = '#token=abc.def-1_2&reference=K7M4-Q2XW'

test('a private link holds token and reference', () => {
  assert.deepEqual(readLink(FRAGMENT), { token: 'abc.def-1_2', reference: 'K7M4-Q2XW', view: '', day: '' })
})

test('a view of the link is read back as it was named', () => {
  const fragment = linkTo(readLink(FRAGMENT), { view: 'slot', day: '2026-12-14' })

  assert.deepEqual(readLink(fragment), { token: 'abc.def-1_2', reference: 'K7M4-Q2XW', view: 'slot', day: '2026-12-14' })
  assert.equal(linkTo(readLink(fragment)), FRAGMENT)
})

test('a link that lost one of its halves opens nothing', () => {
  for (const fragment of ['', '#', '#token=abc', '#reference=K7M4-Q2XW', '#token=&reference=K7M4-Q2XW']) {
    assert.equal(readLink(fragment), null, fragment)
  }
})

test('after a booking the page to return to is in the language of the page, whatever the link says', () => {
  const manageUrl = `https://natrak.test/manage/${FRAGMENT}`

  assert.equal(
    placeToReturn(manageUrl, 'https://natrak.test/en/book/?date=2026-12-14'),
    `https://natrak.test/en/manage/${FRAGMENT}`
  )
  assert.equal(placeToReturn(manageUrl, 'https://natrak.test/book/#content'), `https://natrak.test/manage/${FRAGMENT}`)
})

test('an office’s own booking page lies a folder deeper, and returns to the same place', () => {
  const manageUrl = `https://natrak.test/manage/${FRAGMENT}`

  for (const root of ['', '/en']) {
    const here = `https://natrak.test${root}/book/pom-prap-sattru-phai/#check`
    assert.equal(placeToReturn(manageUrl, here), `https://natrak.test${root}/manage/${FRAGMENT}`)
  }
})

test('a link without a key is no place to return to', () => {
  for (const link of [undefined, '', 'https://natrak.test/manage/', 'http://[']) {
    assert.equal(placeToReturn(link, 'https://natrak.test/book/'), null)
  }
})
