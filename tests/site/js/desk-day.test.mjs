import assert from 'node:assert/strict'
import { test } from 'node:test'

import { DeskDay } from '../../../site/docs/assets/desk/desk-day.mjs'

test('the titles of a couple found on another day stay when the day is told anew', () => {
  const day = new DeskDay({ learn: () => {} })
  day.learnPapers({ R15: { th: 'ล่าม', en: 'An interpreter' } })
  day.learn({ now: '2026-12-14T08:00:00+07:00', changed: true, papers: { R1: { th: 'บัตร', en: 'ID card' } } })

  assert.deepEqual(Object.keys(day.papers), ['R15', 'R1'])
})
