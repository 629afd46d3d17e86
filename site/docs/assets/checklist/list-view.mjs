import { dayInWords } from '../booking/dates.mjs'
import { element, refill } from '../booking/elements.mjs'

/** Papers that make a trip to the Department of Consular Affairs likely. */
const LEGALISED = ['R13', 'R14', 'R15', 'R22']

/** The couple's own list. Its words are taken from the page, where every rule is written in full. */
export class ListView {
  /**
   * @param {HTMLElement} page
   * @param {import('../booking/strings.mjs').Strings} strings
   * @param {() => void} onTick
   */
  constructor(page, strings, onTick) {
    this.page = page
    this.root = page.querySelector('[data-list]')
    this.strings = strings
    this.onTick = onTick
  }

  /**
   * @param {object} list - as kept-list.mjs tells it
   * @param {{kindOf: (id: string) => string, isAnew: boolean, isKept: boolean}} told
   */
  show(list, { kindOf, isAnew, isKept }) {
    this.list = list
    const papers = list.shown.filter(({ id }) => kindOf(id) === 'bring')
    const warnings = list.shown.filter(({ id }) => kindOf(id) === 'warning')
    const made = this.strings.text('date_long', dayInWords(list.madeOn, this.strings.language))
    this.part('[data-made]').textContent = this.strings.text('made_on', { date: made })
    refill(this.part('[data-groups]'), ['both', 0, 1].map((bearer) => this.group(bearer, papers)))
    const items = [...warnings.map((each) => this.warning(each)), ...this.advice(papers)]
    refill(this.part('[data-warning-items]'), items)
    this.part('[data-warnings]').hidden = items.length === 0
    this.part('[data-kept-hint]').hidden = isAnew
    this.part('[data-not-kept]').hidden = isKept
    this.part('[data-private]').hidden = !isKept
    this.countTicks()
    this.root.hidden = false
  }

  hide() {
    this.root.hidden = true
  }

  focus() {
    this.part('h2').focus()
  }

  group(bearer, papers) {
    const own = papers.filter((each) => each.bearer === bearer)
    return element('section', { class: 'own-list__group', hidden: own.length === 0 }, [
      element('h3', {}, [this.owner(bearer)]),
      element('ul', { class: 'plain' }, own.map((each) => this.paper(each)))
    ])
  }

  owner(bearer) {
    if (bearer === 'both') return this.strings.text('both')
    return this.personOf(bearer, this.list.nationalities[bearer])
  }

  /** "Person 1 (Germany)", in the words of the first question. */
  personOf(bearer, chosen) {
    const option = this.page.querySelector(`#nationality-0 option[value="${chosen}"]`)
    return this.strings.text('person', { number: bearer + 1, nationality: option ? option.textContent : chosen })
  }

  paper({ id, bearer, sure }) {
    const key = `${id}:${bearer}`
    const box = element('input', { type: 'checkbox', id: `have-${key}`, value: key })
    box.checked = this.list.ticked.includes(key)
    box.addEventListener('change', () => this.tick(key, box.checked))
    return element('li', { class: 'own-paper' }, [
      box,
      element('div', {}, [
        element('label', { for: box.id }, [this.titleOf(id)]),
        ...(sure ? [] : [element('span', { class: 'ask' }, [this.strings.text('unsure')])]),
        this.copy(`[data-rule="${id}"] .rule__body`),
        ...this.embassyPaper(id, bearer)
      ])
    ])
  }

  /** What the proof is called in this country, where we know it. */
  embassyPaper(id, bearer) {
    if (id !== 'R12') return []
    const known = this.page.querySelector(`[data-embassy="${this.list.nationalities[bearer]}"]`)
    return known ? [element('div', { class: 'own-paper__embassy' }, [...known.cloneNode(true).childNodes])] : []
  }

  warning({ id, bearer }) {
    const whose = bearer === 'both' ? '' : `${this.owner(bearer)}: `
    return element('li', {}, [
      element('strong', {}, [`${whose}${this.titleOf(id)}`]),
      this.copy(`[data-rule="${id}"] .rule__body`)
    ])
  }

  /** What takes time, and what may be in vain, for whoever needs papers from abroad. */
  advice(papers) {
    const ids = papers.map(({ id }) => id)
    const names = [
      ...(ids.includes('R12') ? ['any', 'recognition'] : []),
      ...(ids.some((id) => LEGALISED.includes(id)) ? ['legalisation'] : [])
    ]
    return names.map((name) =>
      element('li', { class: `advice-${name}` }, [...this.copy(`[data-advice="${name}"]`).childNodes])
    )
  }

  tick(key, isReady) {
    const others = this.list.ticked.filter((each) => each !== key)
    this.list.ticked = isReady ? [...others, key] : others
    this.countTicks()
    this.onTick()
  }

  countTicks() {
    const boxes = [...this.root.querySelectorAll('input[type="checkbox"]')]
    const ticked = boxes.filter((box) => box.checked).length
    this.part('[data-ticked]').textContent = this.strings.text('ticked', { ticked, all: boxes.length })
  }

  titleOf(id) {
    return this.page.querySelector(`[data-rule="${id}"] .rule__title`).textContent
  }

  copy(selector) {
    return this.page.querySelector(selector).cloneNode(true)
  }

  part(selector) {
    return this.root.querySelector(selector)
  }
}
