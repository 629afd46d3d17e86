import assert from 'node:assert/strict'
import { test } from 'node:test'

import { BookingApi, isUnknown } from '../../../site/docs/assets/booking/api.mjs'

const NO_ANSWER = { ok: false, status: 0, code: 'network_failure', problem: {}, retryAfter: null }

/** A fetch that gives these responses in turn and remembers what was asked. */
function fakeFetch(...responses) {
  const asked = []
  const fetch = async (path, options) => {
    asked.push({ path, ...options })
    const response = responses.shift()
    if (response instanceof Error) throw response
    return response
  }
  return { fetch, asked }
}

const json = (content, status = 200, headers = {}) =>
  new Response(JSON.stringify(content), { status, headers })

test('data comes back as data', async () => {
  const { fetch, asked } = fakeFetch(json({ days: [] }))

  const answer = await new BookingApi({ fetch }).days('bang-rak')

  assert.deepEqual(answer, { ok: true, status: 200, data: { days: [] } })
  assert.equal(asked[0].path, '/api/offices/bang-rak/days')
})

test('a problem document comes back as its code', async () => {
  const problem = { code: 'slot_taken', free_slots: [2], message: { th: 'ก', en: 'a' } }
  const { fetch } = fakeFetch(json(problem, 409))

  const answer = await new BookingApi({ fetch }).book('bang-rak', {}, 'k')

  assert.deepEqual(answer, { ok: false, status: 409, code: 'slot_taken', problem, retryAfter: null })
})

test('a lost connection is an answer too', async () => {
  const { fetch } = fakeFetch(new TypeError('Failed to fetch'))

  assert.deepEqual(await new BookingApi({ fetch }).days('bang-rak'), NO_ANSWER)
})

test('a service that stays silent is given up', async () => {
  const fetch = (path, { signal }) =>
    new Promise((resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

  assert.deepEqual(await new BookingApi({ fetch, patience: 5 }).days('bang-rak'), NO_ANSWER)
})

test('an answer that is none of ours is a failure of the service', async () => {
  const foreign = [
    ['<h1>Sign in to the hotel network</h1>', 200],
    ['', 201],
    ['null', 200],
    ['"ok"', 200],
    ['{"status":"ok"}', 200],
    ['{"reference":', 201],
    ['{"message":"Forbidden"}', 403],
    ['{"code":"E42"}', 404],
    ['{"message":"Too Many Requests"}', 429],
    ['<h1>Bad gateway</h1>', 502]
  ]
  for (const [body, status] of foreign) {
    const { fetch } = fakeFetch(new Response(body, { status }))

    const answer = await new BookingApi({ fetch }).book('bang-rak', {}, 'k')

    assert.equal(answer.ok, false, body)
    assert.equal(answer.code, 'service_failure', body)
    assert.equal(isUnknown(answer), true, body)
  }
})

test('a calendar without days and a day without slots are none of ours', async () => {
  const { fetch } = fakeFetch(json({}), json({ slots: 15 }))
  const api = new BookingApi({ fetch })

  assert.equal((await api.days('bang-rak')).code, 'service_failure')
  assert.equal((await api.day('bang-rak', '2026-12-14')).code, 'service_failure')
})

test('the time to wait is read from the header', async () => {
  const problem = { code: 'too_many_requests', message: { th: 'ก', en: 'a' } }
  const { fetch } = fakeFetch(json(problem, 429, { 'Retry-After': '45' }))

  assert.equal((await new BookingApi({ fetch }).book('bang-rak', {}, 'k')).retryAfter, 45)
})

test('a booking is sent with its key and its answers', async () => {
  const { fetch, asked } = fakeFetch(json({ reference: 'K7M4-Q2XW' }, 201))

  await new BookingApi({ fetch }).book('bang-rak', { slot: 1 }, 'the-key')

  assert.equal(asked[0].method, 'POST')
  assert.equal(asked[0].path, '/api/offices/bang-rak/bookings')
  assert.equal(asked[0].headers['Idempotency-Key'], 'the-key')
  assert.equal(asked[0].headers['Content-Type'], 'application/json')
  assert.equal(asked[0].body, '{"slot":1}')
})

test('the manage token travels in the header and never in the address', async () => {
  const { fetch, asked } = fakeFetch(json({ reference: 'K7M4-Q2XW' }))

  await new BookingApi({ fetch }).booking('K7M4-Q2XW', 'secret')

  assert.equal(asked[0].path, '/api/bookings/K7M4-Q2XW')
  assert.equal(asked[0].headers.Authorization, 'Bearer secret')
})

test('after a lost answer and a failing service nobody knows, after a refusal everybody does', () => {
  assert.equal(isUnknown(NO_ANSWER), true)
  for (const code of ['try_again', 'internal_error']) assert.equal(isUnknown({ ok: false, status: 503, code }), true)
  for (const status of [400, 409, 422, 429]) {
    assert.equal(isUnknown({ ok: false, status, code: 'refused' }), false)
  }
  assert.equal(isUnknown({ ok: true, status: 201 }), false)
})
