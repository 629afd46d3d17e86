import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  BookingApi,
  KeyKeeper,
  newKey,
  withRepeats,
  worthRepeating
} from '../../../site/docs/assets/booking/api.mjs'

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
  for (const [body, status] of [['<h1>Bad gateway</h1>', 502], ['', 200], ['null', 200], ['"ok"', 200]]) {
    const { fetch } = fakeFetch(new Response(body, { status }))

    const answer = await new BookingApi({ fetch }).days('bang-rak')

    assert.equal(answer.ok, false, body)
    assert.equal(answer.code, 'service_failure', body)
  }
})

test('the time to wait is read from the header', async () => {
  const { fetch } = fakeFetch(json({ code: 'too_many_requests' }, 429, { 'Retry-After': '45' }))

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
  const { fetch, asked } = fakeFetch(json({}))

  await new BookingApi({ fetch }).booking('K7M4-Q2XW', 'secret')

  assert.equal(asked[0].path, '/api/bookings/K7M4-Q2XW')
  assert.equal(asked[0].headers.Authorization, 'Bearer secret')
})

test('lost connections and failing services are asked again, refusals are not', () => {
  assert.equal(worthRepeating(NO_ANSWER), true)
  assert.equal(worthRepeating({ ok: false, status: 503, code: 'try_again' }), true)
  for (const status of [400, 409, 422, 429]) {
    assert.equal(worthRepeating({ ok: false, status, code: 'refused' }), false)
  }
  assert.equal(worthRepeating({ ok: true, status: 201 }), false)
})

test('asking again stops with the first real answer', async () => {
  const answers = [NO_ANSWER, { ok: true, status: 201 }]
  const waits = []

  const answer = await withRepeats(async () => answers.shift(), {
    delays: [10, 20],
    wait: async (pause) => waits.push(pause)
  })

  assert.equal(answer.status, 201)
  assert.deepEqual(waits, [10])
})

test('asking again ends after the last delay with the last answer', async () => {
  let asked = 0
  const told = []

  const answer = await withRepeats(
    async () => {
      asked += 1
      return NO_ANSWER
    },
    { delays: [1, 1], wait: async () => {}, onRepeat: (attempt, most) => told.push([attempt, most]) }
  )

  assert.equal(asked, 3)
  assert.equal(answer.code, 'network_failure')
  assert.deepEqual(told, [[2, 3], [3, 3]])
})

test('a busy service is left alone for as long as it asks, but never too long', async () => {
  const waits = []
  const answers = [3, 600, null].map((retryAfter) => ({ ok: false, status: 503, code: 'try_again', retryAfter }))

  await withRepeats(async () => answers.shift(), {
    delays: [1500, 4000],
    wait: async (pause) => waits.push(pause)
  })

  assert.deepEqual(waits, [3000, 10000])
})

test('a key has 32 letters the service accepts and is new each time', () => {
  const keys = new Set(Array.from({ length: 50 }, () => newKey()))

  assert.equal(keys.size, 50)
  for (const key of keys) assert.match(key, /^[A-Za-z0-9_-]{32}$/)
})

test('the same answers keep their key, changed answers get another', () => {
  const keeper = new KeyKeeper()

  const first = keeper.keyFor({ slot: 1 })

  assert.equal(keeper.keyFor({ slot: 1 }), first)
  assert.notEqual(keeper.keyFor({ slot: 2 }), first)
})

test('after a booking the key is forgotten', () => {
  const keeper = new KeyKeeper()
  const first = keeper.keyFor({ slot: 1 })

  keeper.forget()

  assert.notEqual(keeper.keyFor({ slot: 1 }), first)
})
