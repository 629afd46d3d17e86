import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Pulse } from '../../../site/docs/assets/desk/pulse.mjs'
import { StaffApi } from '../../../site/docs/assets/desk/staff-api.mjs'

const ONE = '0123456789abcdef'
const OTHER = 'fedcba9876543210'

/** A pulse that says these in turn; null is silence. */
function pulseSaying(...beats) {
  const pulse = new Pulse({ beat: async () => beats.shift() })
  pulse.follow('/pulse/of-today')
  return pulse
}

async function heard(pulse, times) {
  const all = []
  for (let time = 0; time < times; time += 1) all.push(await pulse.listen())
  return all
}

test('another beat is news, and so is the first that is heard', async () => {
  const pulse = pulseSaying(ONE, ONE, OTHER, OTHER)

  assert.deepEqual(await heard(pulse, 4), ['news', 'quiet', 'news', 'quiet'])
})

test('after silence the beat of before is no news, and another one is', async () => {
  const pulse = pulseSaying(ONE, null, ONE, null, OTHER)

  assert.deepEqual(await heard(pulse, 5), ['news', 'silence', 'quiet', 'silence', 'news'])
})

test('the pulse of another day is listened to anew', async () => {
  const pulse = pulseSaying(ONE, ONE, ONE)

  await pulse.listen()
  pulse.follow('/pulse/of-today')
  pulse.follow(undefined)
  assert.equal(await pulse.listen(), 'quiet')
  pulse.follow('/pulse/of-tomorrow')
  assert.equal(await pulse.listen(), 'news')
})

test('what is heard of one day says nothing about another that is shown meanwhile', async () => {
  const pulse = pulseSaying()
  pulse.api = {
    beat: async () => {
      pulse.follow('/pulse/of-tomorrow')
      return ONE
    }
  }

  assert.equal(await pulse.listen(), 'silence')
})

test('a service that tells no pulse is silent, and nothing is asked', async () => {
  const pulse = new Pulse({ beat: () => assert.fail('asked') })

  pulse.follow(undefined)

  assert.equal(await pulse.listen(), 'silence')
})

/** What an officer's computer makes of an answer, and what it had sent. */
async function beatOf(answer) {
  const asked = []
  const fetch = async (...request) => {
    asked.push(request)
    if (answer instanceof Error) throw answer
    return answer
  }
  const api = new StaffApi('a-token', { fetch })
  return { beat: await api.beat('/pulse/of-today'), asked }
}

test('a beat is asked for without the token', async () => {
  const { beat, asked } = await beatOf(new Response(ONE))

  assert.equal(beat, ONE)
  assert.ok(!JSON.stringify(asked).includes('a-token'))
})

test('no answer, a refusal and the page of a hotel are silence', async () => {
  for (const answer of [new Error('offline'), new Response('', { status: 404 }), new Response(ONE, { status: 403 }), new Response('<html>')]) {
    assert.equal((await beatOf(answer)).beat, null)
  }
})
