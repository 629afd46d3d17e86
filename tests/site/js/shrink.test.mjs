import assert from 'node:assert/strict'
import test from 'node:test'

import { fitted, isPdf, isSvg, prepared } from '../../../site/docs/assets/papers/shrink.mjs'

test('twelve million pixels become four and a bit', () => {
  assert.deepEqual(fitted(4032, 3024), { width: 2400, height: 1800 })
  assert.deepEqual(fitted(3024, 4032), { width: 1800, height: 2400 })
})

test('a small picture is never made larger', () => {
  assert.deepEqual(fitted(640, 480), { width: 640, height: 480 })
})

test('the narrowest strip keeps a pixel', () => {
  assert.deepEqual(fitted(10000, 1), { width: 2400, height: 1 })
})

test('a PDF is known by its type or, where a phone says none, by its name', () => {
  assert.equal(isPdf({ type: 'application/pdf', name: 'a' }), true)
  assert.equal(isPdf({ type: '', name: 'proof.PDF' }), true)
  assert.equal(isPdf({ type: 'image/jpeg', name: 'pdf.jpg' }), false)
})

test('an empty file and a drawing that may hold a program are refused before anybody opens them', async () => {
  const script = new File(['<svg><script>alert(1)</script></svg>'], 'a.svg', { type: 'image/svg+xml' })

  await assert.rejects(prepared(new File([], 'a.jpg', { type: 'image/jpeg' })), { code: 'empty' })
  await assert.rejects(prepared(new File([], 'a.pdf', { type: 'application/pdf' })), { code: 'empty' })
  await assert.rejects(prepared(script), { code: 'svg' })
  assert.equal(isSvg({ type: '', name: 'a.SVGZ' }), true)
  assert.equal(isSvg({ type: 'image/jpeg', name: 'svg.jpg' }), false)
})
