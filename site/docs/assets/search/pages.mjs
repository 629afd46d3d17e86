import { find, fold, queryWords, stem } from './letters.mjs'

const IN_HEADING = 8
const IN_TITLE = 3
const IN_TEXT = 1
const MOST = 20
const EXCERPT = 150
const LEAD = 40

/**
 * The sections that hold all words of a query, the best first.
 * @param {Array<{ path: string, title: string, sections: Array }>} pages - as the builder wrote them
 * @param {string} query
 */
export function search(pages, query) {
  const words = queryWords(query).map(stem)
  if (words.length === 0) return []
  return pages
    .flatMap((page) => page.sections.map((section, place) => found(page, section, place === 0, words)))
    .filter((hit) => hit.score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST)
}

/** A text cut into pieces, of which those that were looked for are marked. */
export function marked(text, words) {
  const { letters, at, source } = fold(text)
  const pieces = []
  let shown = 0
  for (const [start, end] of spots(letters, words)) {
    const [from, to] = [at[start], withMarks(source, at[end - 1] + 1)]
    if (from < shown) continue
    pieces.push({ text: source.slice(shown, from), mark: false })
    pieces.push({ text: source.slice(from, to), mark: true })
    shown = to
  }
  return [...pieces, { text: source.slice(shown), mark: false }].filter((piece) => piece.text)
}

/** A short part of a text around the first of the words. */
export function excerpt(text, words) {
  const { letters, at, source } = fold(text)
  const [first] = spots(letters, words)
  const place = first ? at[first[0]] : 0
  const start = place > LEAD * 2 ? beginning(source, place - LEAD) : 0
  const end = Math.min(source.length, start + EXCERPT)
  const last = end < source.length ? ending(source, end) : end
  return `${start > 0 ? '… ' : ''}${source.slice(start, last).trim()}${last < source.length ? ' …' : ''}`
}

function found(page, section, isFirst, words) {
  const [heading, text, title] = [section.heading, section.text, page.title].map((it) => fold(it).letters)
  let score = 0
  let here = isFirst
  for (const word of words) {
    const worth = [
      find(heading, word) >= 0 && IN_HEADING,
      find(title, word) >= 0 && IN_TITLE,
      find(text, word) >= 0 && IN_TEXT
    ].filter(Boolean)
    if (worth.length === 0) return { score: 0 }
    here = here || worth.includes(IN_HEADING) || worth.includes(IN_TEXT)
    score += worth.reduce((sum, each) => sum + each, 0)
  }
  // A word in the title alone would list every section of the page.
  return { score: here ? score : 0, page, section, words }
}

/** [start, end] of every word in folded letters, in the order of the text. */
function spots(letters, words) {
  const all = []
  for (const word of words) {
    for (let place = find(letters, word); place >= 0; place = find(letters, word, place + word.length)) {
      all.push([place, place + word.length])
    }
  }
  return all.sort((one, other) => one[0] - other[0] || other[1] - one[1])
}

/** A mark above or below a letter belongs to it, or it would hang in the air. */
function withMarks(source, end) {
  let last = end
  while (/\p{M}/u.test(source[last] || '')) last += 1
  return last
}

function beginning(source, near) {
  const space = source.indexOf(' ', near)
  return space >= 0 && space < near + LEAD ? space + 1 : withMarks(source, near)
}

function ending(source, near) {
  const space = source.lastIndexOf(' ', near)
  return space > near - LEAD ? space : withMarks(source, near)
}
