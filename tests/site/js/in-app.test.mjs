import assert from 'node:assert/strict'
import { test } from 'node:test'

import { channel, rememberChannel } from '../../../site/docs/assets/booking/channel.mjs'
import { appAround, outsideLine } from '../../../site/docs/assets/booking/in-app.mjs'
import { TabMemory } from '../../../site/docs/assets/booking/tab-memory.mjs'
import { storage } from './storage.mjs'

const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const ANDROID = 'Mozilla/5.0 (Linux; Android 13; SM-A145F) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0'

test('the browsers of LINE, Facebook, Messenger and Instagram are known', () => {
  assert.equal(appAround(`${IPHONE} Safari Line/14.9.0`), 'line')
  assert.equal(appAround(`${ANDROID} Chrome/126.0 Mobile Safari/537.36 Line/14.9.0/IAB`), 'line')
  assert.equal(appAround(`${IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/470.0;FBDV/iPhone14,5]`), 'facebook')
  assert.equal(appAround(`${ANDROID} Chrome/126.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/470.0;]`), 'facebook')
  assert.equal(appAround(`${IPHONE} Mobile/15E148 Instagram 335.0`), 'facebook')
})

test('a browser of its own is none of them', () => {
  assert.equal(appAround(`${IPHONE} Version/17.5 Mobile/15E148 Safari/604.1`), null)
  assert.equal(appAround(`${ANDROID} Chrome/126.0 Mobile Safari/537.36`), null)
})

test('out of LINE leads the same address, its fragment and all', () => {
  assert.equal(
    outsideLine('https://natrak.test/manage/?via=line#token=a&reference=B'),
    'https://natrak.test/manage/?via=line&openExternalBrowser=1#token=a&reference=B'
  )
})

test('the channel of a link is remembered, and a later link without one does not forget it', () => {
  const shelf = storage()
  const memory = () => new TabMemory('natrak-via', () => shelf)

  assert.equal(channel(memory()), 'web')
  rememberChannel('?via=line', memory())
  rememberChannel('?date=x', memory())
  assert.equal(channel(memory()), 'line')
  rememberChannel('?via=nonsense', memory())
  assert.equal(channel(memory()), 'line')
})
