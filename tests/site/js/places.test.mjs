import assert from 'node:assert/strict'
import { test } from 'node:test'

import { ORDER, allowed, fragmentOf, nextStep, placeOf, stepBefore } from '../../../site/docs/assets/booking/places.mjs'

const done = (...steps) => Object.fromEntries(ORDER.map((step) => [step, steps.includes(step)]))

test('every step has an address that leads back to it', () => {
  for (const step of ORDER.filter((each) => each !== 'slot')) assert.deepEqual(placeOf(fragmentOf(step)), { step })
  assert.deepEqual(placeOf(fragmentOf('slot', '2026-12-14')), { step: 'slot', date: '2026-12-14' })
})

test('an address that is none leads to the first step', () => {
  for (const fragment of ['', '#', '#nowhere', '#slot', '#content']) assert.equal(placeOf(fragment).step, 'who')
  assert.equal(placeOf('#day=2026-02-30').step, 'day')
})

test('what comes next is the first question without an answer', () => {
  assert.equal(nextStep(done('who', 'day', 'slot')), 'couple')
  assert.equal(nextStep(done('day', 'slot')), 'who')
  assert.equal(nextStep(done('who', 'day', 'slot', 'couple', 'contact')), 'check')
})

test('a step waits for those before it, but a day can be looked at by anybody', () => {
  assert.equal(allowed('check', done()), 'who')
  assert.equal(allowed('check', done('who', 'day')), 'slot')
  assert.equal(allowed('slot', done('day')), 'slot')
  assert.equal(allowed('slot', done()), 'slot')
  assert.equal(allowed('couple', done('day', 'slot')), 'who')
})

test('the first step has none before it', () => {
  assert.equal(stepBefore('who'), null)
  assert.equal(stepBefore('check'), 'contact')
})
