import { judge } from './conditions.mjs'

/**
 * @typedef {object} Rule - as the page carries it, in the order of the list
 * @property {string} id
 * @property {"person"|"couple"} for
 * @property {"bring"|"warning"|"stop"} kind
 * @property {boolean|object} when
 * @property {boolean} [unsure] - shown even where an answer is missing
 * @property {boolean} [sensitive] - shown, and neither sent nor stored
 */

function judgements(rules, facts) {
  return rules.flatMap((rule) => {
    const bearers = rule.for === 'person' ? [0, 1] : ['both']
    return bearers.map((bearer) => ({
      rule,
      bearer,
      ...judge(rule.when, facts, bearer === 'both' ? null : bearer)
    }))
  })
}

/**
 * Everything that applies to a couple, in the order of the rules.
 *
 * @param {Rule[]} rules
 * @returns {{rule: Rule, bearer: "both"|0|1, sure: boolean}[]}
 */
export function applying(rules, facts) {
  return judgements(rules, facts)
    .filter(({ rule, truth }) => truth || (truth === null && rule.unsure))
    .map(({ rule, bearer, truth }) => ({ rule, bearer, sure: truth === true }))
}

/** The facts that can still change the list. */
export function missingFacts(rules, facts) {
  return new Set(judgements(rules, facts).flatMap(({ missing }) => missing))
}

/** Whether a booking may hold it. */
export function maySend({ kind, sensitive }) {
  return kind === 'bring' && !sensitive
}
