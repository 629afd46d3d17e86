import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { judge } from '../../../site/docs/assets/checklist/conditions.mjs'
import { applying } from '../../../site/docs/assets/checklist/rules.mjs'

const read = (name) => JSON.parse(readFileSync(new URL(`../../vectors/${name}.json`, import.meta.url), 'utf8'))
const vectors = read('checklist')
const byHand = read('couples')
const SIGNS = new Map([[true, '1'], [false, '0'], [null, '-']])
const DAY = 24 * 60 * 60 * 1000
const UNSURE = ['R13', 'R14', 'R30']

/** Runs of one sign as a number and the sign, as the vectors keep them. */
function short(signs) {
  const runs = []
  for (const sign of signs) {
    const last = runs[runs.length - 1]
    if (last && last.sign === sign) last.length += 1
    else runs.push({ sign, length: 1 })
  }
  return runs.map(({ sign, length }) => `${length}${sign}`).join(' ')
}

/** Every combination of the values, the last fact changing fastest. */
function* combinations(facts) {
  if (facts.length === 0) {
    yield []
    return
  }
  const [[fact, values], ...others] = facts
  for (const value of values) for (const rest of combinations(others)) yield [[fact, value], ...rest]
}

function factsOf(combination) {
  const facts = { people: [{}, {}] }
  for (const [fact, value] of combination) {
    const [owner, name] = fact.split('.')
    const of = owner === 'couple' ? facts : facts.people[Number(owner)]
    of[name] = value
  }
  return facts
}

for (const [id, rule] of Object.entries(vectors.rules)) {
  test(`${id} gives Python's answer to every combination of its facts`, () => {
    const who = rule.for === 'person' ? 0 : null
    const signs = [...combinations(Object.entries(rule.facts))].map((combination) =>
      SIGNS.get(judge(rule.when, factsOf(combination), who).truth)
    )

    assert.equal(short(signs), rule.answers)
  })
}

test('ages and old papers are the same on every day of half a leap year', () => {
  const day = (instant) => new Date(instant).toISOString().slice(0, 10)
  const sign = (id, facts) => SIGNS.get(judge(vectors.rules[id].when, facts, 0).truth)
  const signs = []
  for (let number = 0; number < 182; number += 1) {
    const instant = Date.UTC(2028, 0, 1) + number * DAY
    const appointment = day(instant)
    for (let past = 85; past < 95; past += 1) {
      const person = { nationality: 'GB', cert_date: day(instant - past * DAY) }
      signs.push(sign('R16', { appointment, people: [person, {}] }))
    }
    for (const year of [2008, 2010]) {
      for (const month of [2, 3]) {
        for (const ahead of [0, 1, 27, 28]) {
          const born = day(Date.UTC(year, month - 1, 1) + ahead * DAY)
          const facts = { appointment, people: [{ born, prior: 'never' }, {}] }
          signs.push(sign('R33', facts), sign('R31', facts))
        }
      }
    }
  }

  assert.equal(short(signs), vectors.days)
})

const rules = Object.entries(vectors.rules).map(([id, rule]) => ({ id, ...rule, unsure: UNSURE.includes(id) }))

for (const couple of byHand.couples) {
  test(`the list worked out by hand: ${couple.name}`, () => {
    const people = couple.people.map(([name, changes]) => ({ ...byHand.people[name], ...changes }))
    const facts = { ...byHand.couple, ...couple.couple, people }
    const without = (couple.without || '').split(' ')
    const expected = `${byHand.cases[couple.case]} ${couple.also || ''}`.trim().split(' ')

    const listed = applying(rules, facts).map(
      ({ rule, bearer, sure }) => `${rule.id}${sure ? '' : '?'}${bearer === 'both' ? '' : `:${bearer}`}`
    )

    assert.deepEqual(listed.sort(), expected.filter((id) => !without.includes(id)).sort())
  })
}
