/**
 * Whether a condition of the checklist holds for a couple: the same rules, step for step, as
 * functions/chalicelib/domain/conditions.py, where the forms of a condition are written down.
 *
 * Besides yes (true), no (false) and unknown (null) it tells which facts are missing, so that a
 * couple is asked for what can still change its list, and for nothing else.
 */

const BOTH = [0, 1]

const OF_VALUES = {
  is: (known, values) => values.includes(known),
  under: (known, limit) => known < limit,
  at_least: (known, limit) => known >= limit
}

const OF_DAYS = {
  under_days: (then, on, limit) => daysBetween(then, on) < limit,
  over_days: (then, on, limit) => daysBetween(then, on) > limit,
  over_months: (then, on, limit) => monthsAfter(then, limit) < on
}

/**
 * @param {boolean|object} condition
 * @param {object} facts - of the couple, with `people` holding those of each
 * @param {0|1|null} who - the person a rule is about
 * @returns {{truth: boolean|null, missing: string[]}}
 */
export function judge(condition, facts, who = null) {
  if (condition === true) return known(true)
  if (condition.all) return all(condition.all.map((part) => judge(part, facts, who)))
  if (condition.any) return any(condition.any.map((part) => judge(part, facts, who)))
  if (condition.not) return not(judge(condition.not, facts, who))
  if (condition.each) return all(BOTH.map((person) => judge(condition.each, facts, person)))
  if (condition.some) return any(BOTH.map((person) => judge(condition.some, facts, person)))
  return compare(condition, facts, who)
}

function compare({ fact, ...comparison }, facts, who) {
  const [[word, limit]] = Object.entries(comparison)
  const { value, missing } = valueOf(fact, facts, who)
  if (value === null) return { truth: null, missing: [missing] }
  if (word in OF_VALUES) return known(OF_VALUES[word](value, limit))
  if (!facts.appointment) return { truth: null, missing: ['appointment'] }
  return known(OF_DAYS[word](value, facts.appointment, limit))
}

/** What is known of a fact; or, with a value of null, the name of what is missing. */
function valueOf(fact, facts, who) {
  const [owner, name] = fact.includes('.') ? fact.split('.') : ['', fact]
  if (owner === 'couple') return { value: given(facts[name]), missing: fact }
  const index = owner === 'partner' ? 1 - who : who
  const person = facts.people[index]
  const value = given(person[name])
  if (name !== 'age' || value !== null) return { value, missing: `${name}:${index}` }
  if (!person.born) return { value: null, missing: `age:${index}` }
  if (!facts.appointment) return { value: null, missing: 'appointment' }
  return { value: ageOn(person.born, facts.appointment) }
}

function given(value) {
  return value === undefined ? null : value
}

/** Whole years: a birthday counts on its own date, that of 29 February on 1 March. */
export function ageOn(born, day) {
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4))
  return day.slice(5) < born.slice(5) ? years - 1 : years
}

function daysBetween(then, on) {
  return (Date.parse(on) - Date.parse(then)) / (24 * 60 * 60 * 1000)
}

/** The same day of a later month, or that month's last where it is shorter. */
export function monthsAfter(day, months) {
  const [year, month, date] = day.split('-').map(Number)
  const later = new Date(Date.UTC(year, month + months, 0))
  later.setUTCDate(Math.min(date, later.getUTCDate()))
  return later.toISOString().slice(0, 10)
}

function known(truth) {
  return { truth, missing: [] }
}

function not({ truth, missing }) {
  return { truth: truth === null ? null : !truth, missing }
}

/** One "no" decides, whatever else is unknown. */
function all(judged) {
  if (judged.some(({ truth }) => truth === false)) return known(false)
  const open = judged.filter(({ truth }) => truth === null)
  if (open.length === 0) return known(true)
  return { truth: null, missing: open.flatMap(({ missing }) => missing) }
}

function any(judged) {
  return not(all(judged.map(not)))
}
