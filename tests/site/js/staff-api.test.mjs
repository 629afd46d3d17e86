import assert from 'node:assert/strict'
import test from 'node:test'

import { StaffApi } from '../../../site/docs/assets/desk/staff-api.mjs'

/** The longest that the API's function may take. */
const LAMBDA_LIMIT_MS = 20000

/** Says how long a request was waited for before it was given up. */
async function waitedFor(t, ask) {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  let signal
  const fetch = (path, options) => {
    signal = options.signal
    return new Promise((resolve, reject) => signal.addEventListener('abort', reject))
  }
  const answer = ask(new StaffApi('token', { fetch }))
  let seconds = 0
  while (!signal.aborted) {
    t.mock.timers.tick(1000)
    seconds += 1
  }
  assert.equal((await answer).code, 'network_failure')
  return seconds * 1000
}

test('a changed day is waited for as long as the service may work on it', async (t) => {
  assert.ok(await waitedFor(t, (api) => api.changeDay('2026-12-14', { normal: true })) > LAMBDA_LIMIT_MS)
})

test('a press at the desk is not waited for that long', async (t) => {
  assert.ok(await waitedFor(t, (api) => api.press({ reference: 'K7M4-Q2XW', deed: 'arrive' })) < LAMBDA_LIMIT_MS)
})
