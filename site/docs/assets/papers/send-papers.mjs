/** The view in which a couple sends pictures of its papers: loaded when it is opened. */

import { element, refill, retryButton } from '../booking/elements.mjs'
import { Strings } from '../booking/strings.mjs'
import { CannotOpen, prepared } from './shrink.mjs'
import { send } from './upload.mjs'

const CHOOSABLE = 'image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf'
/** A file is looked at within seconds of its coming. */
const LOOK_AGAIN_IN_MILLISECONDS = 1500
const LOOKS = 40

let open = null

/** Show the papers of the booking that a private link leads to. */
export async function openPapers(root, { api, link, language }) {
  await withSheet()
  const written = JSON.parse(root.querySelector('script[data-papers-strings]').textContent)
  if (!open || open.link.token !== link.token || open.link.reference !== link.reference) {
    open = new SendPapers(root, { api, link, strings: new Strings(written, language) })
  }
  return open.load()
}

/** The view's own style sheet, before anything of it is shown. */
function withSheet() {
  const href = new URL('../papers.css', import.meta.url).href
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve()
  return new Promise((done) => {
    const sheet = element('link', { rel: 'stylesheet', href })
    sheet.addEventListener('load', done)
    sheet.addEventListener('error', done)
    document.head.append(sheet)
  })
}

class SendPapers {
  constructor(root, { api, link, strings }) {
    this.api = api
    this.link = link
    this.strings = strings
    this.status = root.querySelector('[data-papers-status]')
    this.kinds = root.querySelector('[data-papers-kinds]')
    this.list = null
    this.shown = ''
    this.onTheWay = []
    this.queue = Promise.resolve()
  }

  async load() {
    const { reference, token } = this.link
    const answer = await this.api.documents(reference, token)
    if (answer.ok) this.take(answer.data)
    else this.explain(answer)
  }

  explain(answer) {
    this.shown = ''
    const said = this.strings.of(answer.problem.message)
    refill(this.status, [`${said || this.strings.text('failed')} `, retryButton(this.strings, () => this.load())])
  }

  /** The service's list, kept until it says another. What is the same is not drawn or read out again. */
  take(list) {
    const told = JSON.stringify(list)
    this.list = list
    if (told === this.shown) return
    this.shown = told
    this.tell(this.summary())
    this.show()
  }

  tell(words) {
    if (this.status.textContent !== words) this.status.textContent = words
  }

  summary() {
    const { kinds, left, papers_state: state, papers_count: count } = this.list
    if (kinds.length === 0) return this.strings.text('nothing_to_send')
    const room = left > 0 ? this.strings.counted('left', left) : this.strings.text('full')
    if (state === 'complete') return this.strings.text('all_accepted')
    return count.accepted > 0 ? `${this.strings.text('accepted_of', count)} ${room}` : room
  }

  show() {
    const focused = document.activeElement && document.activeElement.id
    refill(this.kinds, [
      ...this.list.kinds.map((kind) => this.section(kind)),
      ...this.list.bring.map((paper) => this.broughtOnly(paper))
    ])
    const again = focused && document.getElementById(focused)
    if (again) again.focus({ preventScroll: true })
  }

  section(kind) {
    const title = this.strings.of(kind.title)
    const sent = this.list.documents.filter((each) => each.kind === kind.id && !this.isOnTheWay(each))
    const lines = sent.map((each, index) => this.line(each, title, index + 1))
    const coming = this.onTheWay.filter((each) => each.kind === kind.id).map((each) => each.line)
    const hint = this.strings.of(kind.hint)
    return element('section', { class: 'paper-sent', 'data-kind': kind.id }, [
      element('h2', {}, [title]),
      ...(hint ? [element('p', { class: 'hint' }, [hint])] : []),
      element('ul', { class: 'plain' }, [...lines, ...coming]),
      ...(this.list.left > 0 ? [this.buttons(kind, title)] : [])
    ])
  }

  /** On the couple's list, and better not sent. */
  broughtOnly(paper) {
    return element('section', { class: 'paper-sent paper-sent--brought' }, [
      element('h2', {}, [this.strings.of(paper.title)]),
      element('p', { class: 'hint' }, [this.strings.of(paper.hint)])
    ])
  }

  isOnTheWay({ id }) {
    return this.onTheWay.some((each) => each.id === id)
  }

  /** A file the service knows, and what became of it. */
  line(paper, title, number) {
    const file = this.strings.text('file_number', { number })
    const said = this.strings.of(paper.reason) || paper.message || ''
    const drop = element('button', { type: 'button', class: 'link', id: `delete-${paper.id}` }, [
      this.strings.text('delete')
    ])
    drop.setAttribute('aria-label', this.strings.text('delete_what', { file, paper: title }))
    // Pressed twice, so that a thumb that slips deletes nothing.
    drop.addEventListener('click', () => {
      if (drop.dataset.asked) return this.remove(paper)
      drop.dataset.asked = 'yes'
      drop.textContent = this.strings.text('delete_sure')
      return drop.removeAttribute('aria-label')
    })
    return element('li', { class: 'sent-file', 'data-state': paper.state }, [
      element('p', { class: 'sent-file__name' }, [
        `${file}: `,
        element('strong', {}, [this.strings.text(`state_${paper.state}`)])
      ]),
      ...(said ? [element('p', { class: 'sent-file__said', dir: 'auto' }, [said])] : []),
      drop
    ])
  }

  buttons(kind, title) {
    return element('p', { class: 'actions' }, [
      this.input(kind, title, 'take_photo', { accept: 'image/*', capture: 'environment' }),
      this.input(kind, title, 'choose_files', { accept: CHOOSABLE, multiple: true })
    ])
  }

  /** The browser's own way to a file, with words of ours on it. */
  input(kind, title, action, attributes) {
    const words = this.strings.text(action)
    const input = element('input', { type: 'file', id: `${action}-${kind.id}`, ...attributes })
    input.setAttribute('aria-label', this.strings.text('for_paper', { action: words, paper: title }))
    input.addEventListener('change', () => {
      for (const file of input.files) this.add(kind.id, file)
      input.value = ''
    })
    return element('label', { class: `button button--quiet file-button file-button--${action}` }, [input, words])
  }

  // One file on its way

  add(kind, file) {
    const line = element('li', { class: 'sent-file', 'data-state': 'sending' })
    const coming = { kind, file, line, id: null, form: null, content: null, type: null }
    this.onTheWay.push(coming)
    this.say(coming, this.strings.text('in_line'), [this.giveUp(coming)])
    this.show()
    // One after the other: twenty photographs opened at once are more than a phone can hold.
    this.queue = this.queue.then(() => this.start(coming)).catch(() => this.interrupted(coming))
  }

  async start(coming) {
    if (!this.onTheWay.includes(coming)) return
    this.say(coming, this.strings.text('preparing'))
    try {
      Object.assign(coming, await prepared(coming.file))
    } catch (failure) {
      return this.stop(coming, this.strings.text(failure instanceof CannotOpen ? failure.code : 'cannot_open'))
    }
    if (coming.content.size > this.list.largest_size) return this.stop(coming, this.strings.text('too_large'))
    return this.deliver(coming)
  }

  async deliver(coming) {
    if (!coming.form && !(await this.ask(coming))) return
    const bar = element('progress', { max: '100', value: '0' })
    const words = element('span', {}, [this.strings.text('sending', { percent: 0 })])
    refill(coming.line, [element('p', { class: 'sent-file__name' }, [coming.file.name]), bar, words])
    const outcome = await send(coming.form, coming.content, (share) => {
      bar.value = Math.round(share * 100)
      words.textContent = this.strings.text('sending', { percent: bar.value })
    })
    if (outcome === 'sent') return this.arrived(coming)
    if (outcome === 'interrupted') return this.interrupted(coming)
    // A form that is too old takes nothing any more; the next try asks for another.
    await this.withdraw(coming)
    if (outcome === 'expired' || outcome === 'refused') return this.interrupted(coming, outcome)
    return this.stop(coming, this.strings.text(outcome))
  }

  async ask(coming) {
    const { reference, token } = this.link
    const { kind, type: content_type, content } = coming
    const answer = await this.api.askDocument(reference, token, { kind, content_type, size: content.size })
    if (answer.ok) {
      Object.assign(coming, { id: answer.data.id, form: answer.data.upload })
      return true
    }
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) this.stop(coming, this.reason(answer))
    else this.interrupted(coming)
    return false
  }

  reason({ problem }) {
    const [wrong] = problem.errors || []
    return this.strings.of((wrong || problem).message) || this.strings.text('failed')
  }

  interrupted(coming, why = 'interrupted') {
    const again = retryButton(this.strings, () => this.deliver(coming))
    again.textContent = this.strings.text('send_again')
    this.say(coming, this.strings.text(why), [again, this.giveUp(coming)])
  }

  stop(coming, words) {
    this.say(coming, words, [this.giveUp(coming)])
  }

  giveUp(coming) {
    const button = element('button', { type: 'button', class: 'link' }, [this.strings.text('give_up')])
    button.addEventListener('click', async () => {
      await this.withdraw(coming)
      this.forget(coming)
    })
    return button
  }

  /** Take back what was asked for and never came. */
  async withdraw(coming) {
    const { reference, token } = this.link
    if (coming.id) await this.api.deleteDocument(reference, token, coming.id)
    Object.assign(coming, { id: null, form: null })
  }

  async arrived(coming) {
    this.forget(coming)
    await this.load()
    this.tell(this.strings.text('arrived'))
    // The next file need not wait for the program that looks at this one.
    this.watch(coming.id)
  }

  /** Until the file was looked at, which takes a few seconds. */
  async watch(id) {
    for (let look = 0; look < LOOKS; look += 1) {
      const paper = this.list.documents.find((each) => each.id === id)
      if (!paper) return
      if (paper.state !== 'waiting') return this.tell(this.verdict(paper))
      await new Promise((done) => setTimeout(done, LOOK_AGAIN_IN_MILLISECONDS))
      await this.load()
    }
  }

  /** What the program said, for those who do not see the line change. */
  verdict({ kind, state, reason }) {
    const { title } = this.list.kinds.find(({ id }) => id === kind) || {}
    const words = [this.strings.of(title), this.strings.text(`state_${state}`), this.strings.of(reason)]
    return words.filter((each) => each).join(': ')
  }

  forget(coming) {
    this.onTheWay = this.onTheWay.filter((each) => each !== coming)
    this.show()
  }

  say(coming, words, buttons = []) {
    refill(coming.line, [
      element('p', { class: 'sent-file__name' }, [coming.file.name]),
      element('p', { class: 'sent-file__said', role: 'status' }, [words]),
      element('p', { class: 'actions' }, buttons)
    ])
  }

  async remove({ id, kind }) {
    const { reference, token } = this.link
    const answer = await this.api.deleteDocument(reference, token, id)
    if (!answer.ok) return this.explain(answer)
    this.take(answer.data)
    this.tell(this.strings.text('deleted'))
    // The button that was pressed is gone; the next thing to do is not at the head of the page.
    const next = document.getElementById(`choose_files-${kind}`)
    if (next) next.focus({ preventScroll: true })
  }
}
