import { element, refill, retryButton } from '../booking/elements.mjs'
import { spacedPhone } from '../desk/phone.mjs'
import { PaperView } from './paper-view.mjs'

/** Couples with papers to be looked at, the oldest appointment first; one paper open at a time. */
export class ReviewList {
  constructor(root, api, strings) {
    this.api = api
    this.strings = strings
    this.status = root.querySelector('[data-status]')
    this.place = root.querySelector('[data-couples]')
    this.waiting = root.querySelector('[data-waiting]')
    this.couples = []
    this.asks = []
    this.open = null
  }

  async load() {
    const { ok, data } = await this.api.waiting()
    this.waiting.hidden = true
    if (!ok) return this.explain(data)
    this.couples = data.couples
    this.asks = data.asks
    return this.show(this.summary())
  }

  explain({ message }) {
    const said = this.strings.of(message) || this.strings.text('failed')
    refill(this.status, [`${said} `, retryButton(this.strings, () => this.load())])
  }

  summary() {
    const count = this.couples.filter(({ documents }) => documents.some(isWaiting)).length
    return count > 0 ? this.strings.counted('count', count) : this.strings.text('none')
  }

  show(words) {
    this.status.textContent = words
    refill(this.place, this.couples.map((couple) => this.couple(couple)))
  }

  couple(couple) {
    const { date, start, end, language, has_email: hasEmail, phone } = couple
    const when = this.strings.text('when', {
      date: this.strings.day(date),
      time: this.strings.times({ start, end })
    })
    const told = hasEmail ? this.strings.text('told_by_mail') : this.strings.text('told_by_phone', { phone: spacedPhone(phone) })
    const missing = couple.not_sent.map((title) => this.strings.of(title))
    const { papers_count: papers } = couple
    const far = papers.accepted > 0 ? ` · ${this.strings.text('accepted_of', papers)}` : ''
    return element('section', { class: 'review-couple', 'data-reference': couple.reference }, [
      element('h2', {}, [when]),
      element('p', {}, couple.couple.map(({ name }, index) => element('bdi', {}, [index ? ` · ${name}` : name]))),
      element('p', { class: 'hint' }, [
        `${couple.reference} · ${this.strings.text(`language_${language}`)} · ${told}${far}`
      ]),
      element('ul', { class: 'plain' }, inOrder(couple.documents).map((paper) => this.paper(couple, paper))),
      ...(missing.length > 0
        ? [element('p', { class: 'hint' }, [this.strings.text('not_sent', { papers: missing.join(', ') })])]
        : [])
    ])
  }

  paper(couple, paper) {
    const title = this.strings.of(paper.title)
    const said = this.strings.of(paper.reason) || paper.message || ''
    const line = element('li', { class: 'sent-file', 'data-state': paper.state, 'data-paper': paper.id }, [
      element('p', {}, [
        `${title}: `,
        element('strong', {}, [this.strings.text(`state_${paper.state}`)]),
        ...(said ? [element('span', { class: 'hint sent-file__said', dir: 'auto' }, [said])] : [])
      ])
    ])
    // What the program set aside has no picture, and is never shown as it came.
    if (paper.pages > 0) line.append(this.lookButton(couple, paper, title, line))
    return line
  }

  lookButton(couple, paper, title, line) {
    const words = { paper: title, reference: couple.reference }
    const style = isWaiting(paper) ? 'button' : 'button button--quiet'
    const button = element('button', { type: 'button', class: style, 'aria-expanded': 'false' }, [
      this.strings.text('look')
    ])
    button.setAttribute('aria-label', this.strings.text('look_at', words))
    button.addEventListener('click', () => this.look(couple, paper, line, button))
    return button
  }

  look(couple, paper, line, button) {
    const wasHere = this.open && line.contains(this.open.root)
    if (this.open) this.open.close()
    button.focus({ preventScroll: true })
    if (wasHere) return undefined
    button.setAttribute('aria-expanded', 'true')
    this.open = new PaperView(line, {
      api: this.api,
      strings: this.strings,
      couple,
      paper,
      asks: this.asks,
      onReviewed: (now, decision) => this.reviewed(now, decision),
      onFailed: (data) => this.explain(data),
      onClosed: () => {
        this.open = null
        button.setAttribute('aria-expanded', 'false')
        button.focus({ preventScroll: true })
      }
    })
    return this.open.show(1)
  }

  reviewed(now, decision) {
    this.open = null
    this.couples = this.couples.map((couple) => (couple.reference === now.reference ? now : couple))
    this.show(`${this.strings.text(decision)}. ${this.summary()}`)
    const next = this.place.querySelector('[data-state="uploaded"] button')
    if (next) next.focus()
    else this.status.focus()
  }
}

/** What is to be looked at comes first; the rest stays as it was sent. */
function inOrder(papers) {
  return [...papers.filter(isWaiting), ...papers.filter((paper) => !isWaiting(paper))]
}

function isWaiting({ state }) {
  return state === 'uploaded'
}
