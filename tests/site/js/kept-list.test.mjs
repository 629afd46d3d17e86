import assert from 'node:assert/strict'
import { test } from 'node:test'

import { forgetList, keepList, keptInFull, keptList } from '../../../site/docs/assets/checklist/kept-list.mjs'
import { storage } from './storage.mjs'

const LIST = {
  ids: ['R01', 'R12'],
  nationalities: ['TH', 'GB'],
  madeOn: '2026-12-01',
  shown: [{ id: 'R01', bearer: 0, sure: true }, { id: 'R16', bearer: 1, sure: true }],
  ticked: ['R01:0']
}
const blocked = () => {
  throw new Error('SecurityError')
}

test('a kept list tells a booking what it may take along, and no more', () => {
  const own = storage()

  assert.equal(keepList(LIST, () => own), true)
  assert.deepEqual(keptList(() => own), { ids: ['R01', 'R12'], nationalities: ['TH', 'GB'], madeOn: '2026-12-01' })
  assert.deepEqual(keptInFull(() => own), LIST)
})

test('a forgotten list leaves nothing', () => {
  const kept = {}
  keepList(LIST, () => storage(kept))

  forgetList(() => storage(kept))

  assert.deepEqual(kept, {})
  assert.equal(keptList(() => storage(kept)), null)
})

test('where storage is blocked there is no list and no error', () => {
  assert.equal(keepList(LIST, blocked), false)
  assert.equal(keptList(blocked), null)
  assert.doesNotThrow(() => forgetList(blocked))
})

test('what is not a list counts as none', () => {
  const strange = ['', 'null', '[]', '{', '"R01"', '{"ids":["<b>"],"nationalities":[],"madeOn":"2026-12-01"}']
  const wrong = [{ ...LIST, ids: 'R01' }, { ...LIST, madeOn: 'today' }, { ...LIST, shown: [null] }]

  for (const text of [...strange, ...wrong.map((list) => JSON.stringify(list))]) {
    assert.equal(keptList(() => storage({ 'natrak:checklist': text })), null, text)
  }
})
