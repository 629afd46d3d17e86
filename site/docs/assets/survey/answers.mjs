/** What a form full of radio buttons says, as the service wants to hear it. */

/**
 * @param {{name: string, value: string}[]} pressed - the buttons that are pressed
 * @returns {Record<string, number|null>} null where something does not apply
 */
export function answersOf(pressed) {
  return Object.fromEntries(pressed.map(({ name, value }) => [name, value === '' ? null : Number(value)]))
}

/** True where there is nothing to send: no level, and no word. */
export function isEmpty(answers, comment) {
  return !Object.values(answers).some((level) => level !== null) && comment.trim() === ''
}

/**
 * What to show after an answer of the service.
 *
 * An earlier try whose answer was lost may have been kept: "already answered" is then our own.
 *
 * @param {{ok: boolean, status: number, code?: string}} answer
 * @param {boolean} triedBefore - an earlier try ended without an answer
 * @returns {'thanks'|'answered'|'expired'|'bad_link'|'nothing'|'failed'}
 */
export function verdict(answer, triedBefore) {
  if (answer.ok) return 'thanks'
  if (answer.code === 'already_answered') return triedBefore ? 'thanks' : 'answered'
  if (answer.code === 'survey_expired') return 'expired'
  if (answer.code === 'survey_unknown') return 'bad_link'
  return answer.code === 'validation_failed' ? 'nothing' : 'failed'
}
