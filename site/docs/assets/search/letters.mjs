/*
 * Letters made equal before they are compared: however a word was typed, it is found. Thai is not cut
 * into words, because that needs a dictionary; the letters of a query are looked for as they stand.
 */

const THAI = /[\u0e00-\u0e7f]/
const WORD = /[\p{L}\p{N}]/u
const SPACE = /\s/
const UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff]/
/** What keyboards without the right sign put in its place. */
const ALIKE = { '’': "'", '‘': "'", '“': '"', '”': '"', '–': '-', '—': '-', '‑': '-' }
const THAI_ZERO = 0x0e50

/**
 * A text as it is compared, and for each letter of that where it stood.
 *
 * Thai digits become 0–9, capitals small, a vowel typed in two pieces one, and spaces and full
 * stops beside Thai letters go.
 * @param {string} words
 * @returns {{ letters: string, at: number[], source: string }}
 */
export function fold(words) {
  const source = whole(words)
  const kept = []
  const at = []
  for (let place = 0; place < source.length; place += 1) {
    for (const letter of plain(source[place])) {
      kept.push(letter)
      at.push(place)
    }
  }
  return { ...tightened(kept, at), source }
}

/** The words of a query, each as it is compared. */
export function queryWords(query) {
  return whole(query).split(/\s+/).map((word) => fold(word).letters).filter(Boolean)
}

/**
 * Where a word stands in folded letters, or -1. Latin words count from their beginning, so that "id"
 * is not found in "did"; a Thai word may begin anywhere.
 */
export function find(letters, word, from = 0) {
  const anywhere = THAI.test(word[0])
  let place = letters.indexOf(word, from)
  while (place > 0 && !anywhere && !THAI.test(letters[place - 1]) && WORD.test(letters[place - 1])) {
    place = letters.indexOf(word, place + 1)
  }
  return place
}

/** An English word without its ending, so that "divorced" and "divorces" are found alike. */
export function stem(word) {
  if (!/^[a-z]+$/.test(word)) return word
  const bare = word.replace(/(?:e[sd]?|s|ing)$/, '')
  return bare.length >= 4 ? bare : word
}

/** One way of typing each letter: composed, sara am in one piece, sara ae not as two sara e. */
function whole(words) {
  return words
    .normalize('NFC')
    .replace(/\u0e4d([\u0e48-\u0e4b]?)\u0e32/g, '$1\u0e33')
    .replace(/\u0e40\u0e40/g, '\u0e41')
}

function plain(sign) {
  if (UNSEEN.test(sign)) return ''
  if (SPACE.test(sign)) return ' '
  const digit = sign.charCodeAt(0) - THAI_ZERO
  if (digit >= 0 && digit <= 9) return String(digit)
  return (ALIKE[sign] || sign).toLowerCase()
}

/**
 * Without what writers put there or not: the full stop of a Thai abbreviation, and a space that
 * follows another or stands beside a Thai letter.
 */
function tightened(kept, at) {
  const places = []
  let last = ' '
  kept.forEach((letter, place) => {
    const idle = letter === '.' ? THAI.test(last) : letter === ' ' && (last === ' ' || THAI.test(last))
    if (idle) return
    if (last === ' ' && THAI.test(letter)) places.pop()
    places.push(place)
    last = letter
  })
  return { letters: places.map((place) => kept[place]).join(''), at: places.map((place) => at[place]) }
}
