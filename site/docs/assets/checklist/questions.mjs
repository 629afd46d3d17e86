import { applying, missingFacts } from './rules.mjs'

/**
 * The questions in the order they are asked. Each is asked only while one of the facts it is
 * `about` can still change the list, and then writes its answer down among the facts. An answer of
 * "not sure" writes nothing: the rules know what to do with a fact that is missing.
 *
 * What is asked of each of the two is asked of both in a row. The day of the visit comes after the
 * dates that are counted to it, and is asked of those couples only who have given such a date.
 */
export const QUESTIONS = [
  {
    id: 'nationalities',
    part: 1,
    about: ['nationality:0', 'nationality:1'],
    settle: (facts, chosen) => chosen.forEach((nationality, who) => tell(facts, who, { nationality }))
  },
  {
    id: 'abroad',
    part: 1,
    about: ['couple.already_married_abroad'],
    settle: (facts, answer) => Object.assign(facts, { already_married_abroad: answer === 'yes' })
  },
  {
    id: 'place',
    part: 1,
    about: ['couple.place'],
    settle: (facts, place) => Object.assign(facts, { place })
  },
  {
    id: 'adults',
    part: 1,
    about: ['age:0', 'age:1'],
    settle: (facts, young) => others(young).forEach((who) => tell(facts, who, { age: 20 }))
  },
  ...each('born', 1, 'age', (facts, who, born) => tell(facts, who, { born })),
  {
    id: 'appointment',
    about: ['appointment'],
    settle: (facts, day, today) => Object.assign(facts, { appointment: day === 'none' ? today : day })
  },
  ...each('prior', 2, 'prior', (facts, who, prior) => tell(facts, who, { prior })),
  {
    id: 'again',
    part: 2,
    about: ['couple.remarry_same'],
    settle: (facts, answer) => Object.assign(facts, { remarry_same: answer === 'yes' })
  },
  ...each('end', 2, 'prior_end', (facts, who, day) => tell(facts, who, { prior_end: day })),
  ...each('sex', 2, 'sex_reg', (facts, who, sex) => tellIfSure(facts, who, 'sex_reg', sex)),
  ...each('former', 2, 'prior_spouse_sex', (facts, who, sex) =>
    tellIfSure(facts, who, 'prior_spouse_sex', sex)
  ),
  ...each('origin', 3, 'cert_origin', (facts, who, origin) =>
    tellIfSure(facts, who, 'cert_origin', origin)
  ),
  ...each('cert', 3, 'cert_date', (facts, who, day) => {
    if (day !== 'none') tell(facts, who, { cert_date: day })
  }),
  {
    id: 'interpreter',
    part: 3,
    about: ['speaks_thai:0', 'speaks_thai:1'],
    settle: (facts, needing) => {
      const speaking = others(needing)
      for (const who of [0, 1]) tell(facts, who, { speaks_thai: speaking.includes(who) })
    }
  },
  {
    id: 'more',
    part: 4,
    about: [
      'name_changed:0', 'name_changed:1', 'thai_issued_card:0', 'thai_issued_card:1',
      'couple.common_children', 'couple.prenup', 'couple.surname_choice'
    ],
    settle: (facts, ticked) => {
      for (const who of [0, 1]) {
        tell(facts, who, {
          name_changed: ticked.includes(`name-${who}`),
          thai_issued_card: ticked.includes(`card-${who}`)
        })
      }
      Object.assign(facts, {
        common_children: ticked.includes('children') ? 1 : 0,
        prenup: ticked.includes('prenup'),
        surname_choice: ticked.includes('surname') ? 'undecided' : 'keep'
      })
    }
  }
]

export const PARTS = 4

/**
 * Follow the answers from the first question on.
 *
 * Nothing is remembered but the answers: whoever changes an earlier one is asked what has become
 * necessary, and what has become needless counts no longer.
 *
 * @returns {{path: string[], part: number, list: object[]|null, stop: object|null, facts: object}}
 *   `path` ends with the question to be asked next, unless there is a list or a reason to stop
 */
export function follow(rules, answers, today) {
  const facts = { people: [{}, {}] }
  const path = []
  let part = 1
  for (;;) {
    const list = applying(rules, facts)
    const stop = list.find(({ rule }) => rule.kind === 'stop') || null
    const next = nextQuestion(path, missingFacts(rules, facts))
    if (stop || !next) return { path, part, stop, list: stop ? null : list, facts }
    path.push(next.id)
    part = next.part || part
    if (!(next.id in answers)) return { path, part, stop: null, list: null, facts }
    next.settle(facts, answers[next.id], today)
  }
}

/** The same question for the other of the two, or else the first that can still change the list. */
function nextQuestion(path, missing) {
  const left = QUESTIONS.filter(({ id, about }) => !path.includes(id) && about.some((fact) => missing.has(fact)))
  const ofTheOther = (path.at(-1) || '').replace(/-0$/, '-1')
  return left.find(({ id }) => id === ofTheOther) || left[0]
}

/** One question for each of the two. */
function each(name, part, fact, settle) {
  return [0, 1].map((who) => ({
    id: `${name}-${who}`,
    part,
    about: [`${fact}:${who}`],
    settle: (facts, answer) => settle(facts, who, answer)
  }))
}

function tell(facts, who, told) {
  Object.assign(facts.people[who], told)
}

function tellIfSure(facts, who, fact, answer) {
  if (answer !== 'unsure') tell(facts, who, { [fact]: answer })
}

/** Whom "nobody", "0", "1" or "both" leaves out. */
function others(named) {
  return { nobody: [0, 1], 0: [1], 1: [0], both: [] }[named]
}
