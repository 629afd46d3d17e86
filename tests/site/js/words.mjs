import { readFileSync } from 'node:fs'

/** The sentences of one strings file in one language, as the page would carry them. */
export function sentences(file, language) {
  const path = new URL(`../../../site/strings/${file}.json`, import.meta.url)
  const entries = Object.entries(JSON.parse(readFileSync(path, 'utf8')))
  return Object.fromEntries(entries.map(([key, words]) => [key, words[language]]))
}
