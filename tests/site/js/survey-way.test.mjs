import assert from 'node:assert/strict'
import { test } from 'node:test'

import { StaffApi } from '../../../site/docs/assets/desk/staff-api.mjs'
import { SurveyWay, surveyToken } from '../../../site/docs/assets/desk/survey-way.mjs'

const URL = 'https://natrak.test/survey/#token=bang-rak.2026-12.x.y'

function place() {
  const parts = { a: { href: '' }, img: { src: '', hidden: true } }
  return { hidden: true, querySelector: (name) => parts[name], parts }
}

test('a couple that has been served is shown its survey as a code and a link', async () => {
  const root = place()
  await new SurveyWay(root, { surveyPicture: async (...asked) => `<svg>${asked.join(' ')}</svg>` }).show({ survey_url: URL, language: 'en' })

  assert.equal(root.hidden, false)
  assert.equal(root.parts.a.href, URL)
  assert.equal(root.parts.img.hidden, false)
  assert.equal(decodeURIComponent(root.parts.img.src), 'data:image/svg+xml,<svg>bang-rak.2026-12.x.y en</svg>')
})

test('nobody is asked before the visit is over', async () => {
  const root = place()
  await new SurveyWay(root, { surveyPicture: () => assert.fail('asked') }).show({ language: 'th' })

  assert.equal(root.hidden, true)
})

test('without its picture the link is there, and the next look tries again', async () => {
  const root = place()
  const answers = [null, '<svg/>']
  const way = new SurveyWay(root, { surveyPicture: async () => answers.shift() })
  await way.show({ survey_url: URL, language: 'th' })
  assert.deepEqual([root.hidden, root.parts.img.hidden], [false, true])

  await way.show({ survey_url: URL, language: 'th' })
  assert.equal(root.parts.img.hidden, false)
})

test('the token of the survey is in a header and in no address', async () => {
  const asked = []
  const fetch = async (address, { headers }) => {
    asked.push(address, headers.Authorization)
    return { ok: true, text: async () => '<svg/>' }
  }

  assert.equal(await new StaffApi('.staff', { fetch }).surveyPicture(surveyToken(URL), 'en'), '<svg/>')
  assert.deepEqual(asked, ['/api/survey/qr.svg?language=en', 'Bearer bang-rak.2026-12.x.y'])
})
