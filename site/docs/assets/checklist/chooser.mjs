import { OFFICE_ZONE, dayAndTime } from '../booking/dates.mjs'
import { forgetList, keepList, keptInFull } from './kept-list.mjs'
import { ListView } from './list-view.mjs'
import { Question } from './question.mjs'
import { PARTS, follow } from './questions.mjs'
import { maySend } from './rules.mjs'

/**
 * Leads from the page through the questions to the couple's own list. Each step has an address
 * (`#ask-prior-0`, `#own-list`), so the browser's own way back works too. Answers are held by the
 * page alone and end with it.
 */
export class Chooser {
  /**
   * @param {HTMLElement} root
   * @param {import('../booking/strings.mjs').Strings} strings
   */
  constructor(root, strings) {
    this.root = root
    this.strings = strings
    this.rules = JSON.parse(root.querySelector('[data-rules]').textContent)
    this.form = root.querySelector('[data-asking]')
    this.general = root.querySelector('[data-general]')
    this.questions = new Map(this.all('[data-question]').map((each) => [each.dataset.question, new Question(each)]))
    this.title = document.title
    this.view = new ListView(root, strings, () => this.keep())
    this.answers = {}
    this.list = keptInFull()
    this.isAnew = false
    this.isKept = true
    this.notice = ''
  }

  start() {
    this.form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.answer()
    })
    this.on('[data-begin], [data-again]', () => this.begin())
    this.on('[data-back]', () => this.back())
    this.on('[data-leave]', () => this.go(this.list ? '#own-list' : '#page'))
    this.on('[data-show-all]', () => {
      this.showAll()
      this.general.querySelector('h2').focus()
    })
    this.on('[data-print]', () => window.print())
    this.on('[data-forget]', () => this.forget())
    delete this.root.querySelector('[data-start]').dataset.waiting
    window.addEventListener('hashchange', () => this.show({ moveFocus: true }))
    this.show({ moveFocus: false })
  }

  begin() {
    this.answers = {}
    for (const question of this.questions.values()) question.clear()
    this.go('#ask-nationalities')
  }

  back() {
    const isFirst = this.form.hidden === false && this.follow().path[0] === this.current
    if (isFirst) this.go('#page')
    else window.history.back()
  }

  answer() {
    const question = this.questions.get(this.current)
    const { answer, problem } = question.read(this.today())
    question.complain(problem)
    document.title = problem ? this.strings.text('title_error') + this.title : this.title
    if (problem) return
    this.answers[question.id] = answer
    const { path, list, stop, facts } = this.follow()
    const next = path[path.indexOf(question.id) + 1]
    if (next) this.go(`#ask-${next}`)
    else if (stop) this.go('#stop')
    else this.make(list, facts)
  }

  make(list, { people }) {
    const sendable = list.filter(({ rule }) => maySend(rule)).map(({ rule }) => rule.id)
    this.list = {
      ids: [...new Set(sendable)],
      nationalities: people.map(({ nationality }) => nationality),
      madeOn: this.today(),
      shown: list.map(({ rule, bearer, sure }) => ({ id: rule.id, bearer, sure })),
      ticked: []
    }
    this.isAnew = true
    delete this.root.dataset.all
    this.isKept = this.keep()
    this.go('#own-list')
  }

  /** What concerns somebody's body is shown on this page, and kept nowhere. */
  keep() {
    const mayBeKept = (id) => !(this.rule(id) || {}).sensitive
    return keepList({
      ...this.list,
      shown: this.list.shown.filter(({ id }) => mayBeKept(id)),
      ticked: this.list.ticked.filter((key) => mayBeKept(key.split(':')[0]))
    })
  }

  rule(id) {
    return this.rules.find((rule) => rule.id === id)
  }

  forget() {
    forgetList()
    this.list = null
    this.answers = {}
    for (const question of this.questions.values()) question.clear()
    this.notice = this.strings.text('forgotten')
    this.go('#page')
  }

  // What is in sight

  show({ moveFocus }) {
    this.tell()
    document.title = this.title
    const { path, stop, facts } = this.follow()
    const step = window.location.hash
    const asked = step.replace(/^#ask-/, '')
    this.hideAll()
    if (step.startsWith('#ask-') && path.includes(asked)) this.showQuestion(asked, path, facts, moveFocus)
    else if (step === '#stop' && stop) this.showStop(stop)
    else this.showPage(moveFocus && step === '#own-list')
  }

  showQuestion(id, path, facts, moveFocus) {
    this.current = id
    const question = this.questions.get(id)
    const number = path.indexOf(id) + 1
    this.root.dataset.view = 'question'
    this.form.hidden = false
    question.show(facts)
    const part = this.partOf(path.slice(0, number - 1))
    this.form.querySelector('[data-progress]').textContent = this.strings.text('progress', { part, parts: PARTS, number })
    this.form.querySelector('[data-whose]').textContent = this.whose(id, facts)
    if (moveFocus) question.focus()
    window.scrollTo(0, 0)
  }

  /** Of whom a question about one of the two is asked: their nationality, where it tells them apart. */
  whose(id, { people }) {
    const [who] = id.match(/(?<=-)[01]$/) || []
    if (!who || people[0].nationality === people[1].nationality) return ''
    return this.view.personOf(Number(who), people[who].nationality)
  }

  /** The part of the question that comes after these. */
  partOf(earlier) {
    const answers = Object.fromEntries(earlier.map((id) => [id, this.answers[id]]))
    return follow(this.rules, answers, this.today()).part
  }

  showStop({ rule }) {
    const place = this.root.querySelector('[data-stop-rule]')
    const body = this.root.querySelector(`[data-rule="${rule.id}"]`).cloneNode(true)
    place.textContent = ''
    place.append(...body.childNodes)
    this.root.dataset.view = 'stop'
    this.root.querySelector('[data-stop]').hidden = false
    this.root.querySelector('#stop-heading').focus()
  }

  /** The page, and the list above it when there is one. */
  showPage(moveFocus) {
    this.root.dataset.view = this.list ? 'list' : 'page'
    if (!this.list) return
    this.view.show(this.list, {
      kindOf: (id) => (this.rule(id) || {}).kind,
      isAnew: this.isAnew,
      isKept: this.isKept
    })
    if (moveFocus) this.view.focus()
    const asked = document.getElementById(window.location.hash.slice(1))
    if (!this.general.contains(asked)) return
    this.showAll()
    asked.scrollIntoView()
  }

  /** Below an own list the part for every couple waits until somebody asks for it. */
  showAll() {
    this.root.dataset.all = ''
  }

  hideAll() {
    this.form.hidden = true
    for (const question of this.questions.values()) question.hide()
    this.root.querySelector('[data-stop]').hidden = true
    this.view.hide()
  }

  follow() {
    return follow(this.rules, this.answers, this.today())
  }

  go(step) {
    if (window.location.hash === step) this.show({ moveFocus: true })
    else window.location.hash = step
  }

  /** Says once what has just been done, and leads the focus there: its button is gone. */
  tell() {
    const status = this.root.querySelector('[data-status]')
    status.textContent = this.notice
    if (this.notice) status.focus()
    this.notice = ''
  }

  today() {
    return dayAndTime(new Date(), OFFICE_ZONE).day
  }

  on(selector, act) {
    for (const button of this.all(selector)) button.addEventListener('click', act)
  }

  all(selector) {
    return [...this.root.querySelectorAll(selector)]
  }
}
