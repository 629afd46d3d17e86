import assert from 'node:assert/strict'
import { test } from 'node:test'

import { TabMemory } from '../../../site/docs/assets/booking/tab-memory.mjs'
import { storage } from './storage.mjs'

test('what is kept is there for the next page, until it is forgotten', () => {
  const shelf = storage()
  const memory = new TabMemory('a', () => shelf)

  memory.keep({ phone: '081' })
  assert.deepEqual(new TabMemory('a', () => shelf).value, { phone: '081' })
  assert.equal(new TabMemory('b', () => shelf).value, null)

  memory.forget()
  assert.equal(new TabMemory('a', () => shelf).value, null)
})

test('where nothing can be stored it lasts as long as the page', () => {
  const memory = new TabMemory('a', () => {
    throw new Error('denied')
  })

  memory.keep(1)
  assert.equal(memory.value, 1)
  memory.forget()
  assert.equal(memory.value, null)
})

test('what somebody else left under the name is nothing', () => {
  const shelf = storage({ a: '{half' })

  assert.equal(new TabMemory('a', () => shelf).value, null)
})
