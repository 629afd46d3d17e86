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
    this.onTheWay = []
    this.numbers = 0
  }

  async load() {
    const { reference, token } = this.link
    const answer = await this.api.documents(reference, token)
    if (answer.ok) this.take(answer.data)
    else this.explain(answer)
  }

  explain(answer) {
    const said = this.strings.of(answer.problem.message)
    refill(this.status, [`${said || this.strings.text('failed')} `, retryButton(this.strings, () => this.load())])
  }

  /** The service's list, kept until it says another. */
  take(list) {
    this.list = list
    this.status.textContent =
      list.kinds.length > 0 ? this.strings.counted('left', list.left) : this.strings.text('nothing_to_send')
    this.show()
  }

  show() {
    const focused = document.activeElement && document.activeElement.id
    refill(this.kinds, this.list.kinds.map((kind) => this.section(kind)))
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
      if (drop.dataset.asked) return this.remove(paper.id)
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
    this.show()
    return this.start(coming)
  }

  async start(coming) {
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
    // A form that is too old takes nothing any more; the next try asks for another.
    if (outcome === 'refused') await this.withdraw(coming)
    this.interrupted(coming)
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

  interrupted(coming) {
    const again = retryButton(this.strings, () => this.deliver(coming))
    again.textContent = this.strings.text('send_again')
    this.say(coming, this.strings.text('interrupted'), [again, this.giveUp(coming)])
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
    this.status.textContent = this.strings.text('arrived')
    this.forget(coming)
    await this.load()
    return this.watch(coming.id)
  }

  /** Until the file was looked at, which takes a few seconds. */
  async watch(id) {
    for (let look = 0; look < LOOKS; look += 1) {
      const paper = this.list.documents.find((each) => each.id === id)
      if (!paper || paper.state !== 'waiting') return
      await new Promise((done) => setTimeout(done, LOOK_AGAIN_IN_MILLISECONDS))
      await this.load()
    }
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

  async remove(id) {
    const { reference, token } = this.link
    const answer = await this.api.deleteDocument(reference, token, id)
    if (!answer.ok) return this.explain(answer)
    this.take(answer.data)
    this.status.textContent = this.strings.text('deleted')
  }
}
