import { excerpt, marked, search } from './pages.mjs'

const PAUSE_MS = 200
/** Letters that hint at a word of the other language. */
const FOREIGN_TO = { th: /[a-z]/i, en: /[\u0e00-\u0e7f]/ }

/**
 * The page that searches all pages. What is typed stays in this browser: in the address it stands
 * behind the #, which is never sent.
 */
export class SearchPage {
  /**
   * @param {HTMLElement} root
   * @param {import('../booking/strings.mjs').Strings} strings
   */
  constructor(root, strings) {
    this.strings = strings
    this.form = root.querySelector('[data-search-form]')
    this.field = this.form.querySelector('input')
    this.status = root.querySelector('[data-status]')
    this.results = root.querySelector('[data-results]')
    this.nothing = root.querySelector('[data-nothing]')
    // The page's own language first.
    this.indexes = JSON.parse(root.dataset.indexes)
    this.loaded = new Map()
  }

  start() {
    this.form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.show()
    })
    this.field.addEventListener('input', () => {
      clearTimeout(this.waiting)
      this.waiting = setTimeout(() => this.show(), PAUSE_MS)
    })
    addEventListener('hashchange', () => this.readAddress())
    this.readAddress()
  }

  readAddress() {
    const asked = new URLSearchParams(location.hash.slice(1)).get('q')
    if (asked === null || asked === this.field.value) return
    this.field.value = asked
    this.show()
  }

  async show() {
    clearTimeout(this.waiting)
    const query = this.field.value
    history.replaceState(null, '', query ? `#${new URLSearchParams({ q: query })}` : location.pathname)
    if (!query.trim()) {
      this.tell([], '')
      return
    }
    try {
      const hits = await this.hits(query)
      // Whoever has typed on by now gets the answer to that.
      if (query !== this.field.value) return
      this.tell(hits, this.counted(hits, query))
      this.nothing.hidden = hits.length > 0
    } catch (failure) {
      this.tell([], this.strings.text('failed'))
    }
  }

  /** From the pages in this language; from both where these hold nothing, or for a foreign word. */
  async hits(query) {
    const [own, other] = this.indexes
    const hits = search(await this.pagesOf(own), query)
    if (hits.length > 0 && !FOREIGN_TO[own.language].test(query)) return hits
    return search([...(await this.pagesOf(own)), ...(await this.pagesOf(other))], query)
  }

  counted(hits, query) {
    if (hits.length === 0) return this.strings.text('nothing', { query })
    const elsewhere = hits.some((hit) => hit.page.index !== this.indexes[0])
    return this.strings.counted(elsewhere ? 'found_in_both' : 'found', hits.length)
  }

  tell(hits, words) {
    this.nothing.hidden = true
    this.status.textContent = words
    this.results.replaceChildren(...hits.map(entry))
    this.results.hidden = hits.length === 0
  }

  /** One index, asked for once; a failed one may be asked for again. */
  async pagesOf(index) {
    if (!this.loaded.has(index)) {
      const answer = await fetch(index.file)
      if (!answer.ok) throw new Error(`${index.file}: ${answer.status}`)
      const pages = await answer.json()
      this.loaded.set(index, pages.map((page) => ({ ...page, index })))
    }
    return this.loaded.get(index)
  }
}

function entry({ page, section, words }) {
  const { index } = page
  const item = document.createElement('li')
  item.lang = index.language
  const link = document.createElement('a')
  link.href = `${index.root}${page.path}${section.anchor ? `#${section.anchor}` : ''}`
  link.append(...withMarks(section.heading, words))
  item.append(link)
  if (section.heading !== page.title) item.append(line('search__page', [page.title]))
  if (section.text) item.append(line('search__excerpt', withMarks(excerpt(section.text, words), words)))
  return item
}

function line(name, content) {
  const made = document.createElement('p')
  made.className = name
  made.append(...content)
  return made
}

function withMarks(text, words) {
  return marked(text, words).map((piece) => {
    if (!piece.mark) return piece.text
    const mark = document.createElement('mark')
    mark.textContent = piece.text
    return mark
  })
}
