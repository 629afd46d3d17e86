/** "Who are you", and the two nationalities that it speaks of. */

const HOME = 'TH'

/** The nationalities as far as "who are you" tells them; what does not fit is left to be asked. */
export function nationalitiesOf(who, [first, second]) {
  if (who === 'thai') return [HOME, HOME]
  if (who === 'foreign') return [first, second].map((each) => (each === HOME ? '' : each))
  if (first === HOME && second === HOME) return [HOME, '']
  if (first === HOME || second === HOME) return [first, second]
  return first ? [first, second || HOME] : [HOME, second]
}

/** "Who are you" of two nationalities; empty where one of them is not known. */
export function whoAre([first, second]) {
  if (!first || !second) return ''
  const thai = [first, second].filter((each) => each === HOME).length
  return ['foreign', 'mixed', 'thai'][thai]
}
