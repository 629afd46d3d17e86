import { element } from '../booking/elements.mjs'

const LARGEST = 3

/** One paper, opened: its pages can be turned and enlarged, and it is accepted or asked for again. */
export class PaperView {
  constructor(line, { api, strings, couple, paper, asks, onReviewed, onFailed, onClosed }) {
    Object.assign(this, { api, strings, couple, paper, asks, onReviewed, onFailed, onClosed })
    this.number = 1
    this.turns = 0
    this.zoom = 1
    this.picture = null
    this.canvas = element('canvas', { role: 'img', 'data-zoom': '1' })
    this.position = element('span', { role: 'status' })
    this.root = element('div', { class: 'review-view' }, [
      this.tools(),
      element('div', { class: 'review-view__frame', tabindex: '0', role: 'group', 'aria-label': strings.text('picture') }, [
        this.canvas
      ]),
      this.decision()
    ])
    line.append(this.root)
  }

  close() {
    this.root.remove()
    this.onClosed()
  }

  async show(number) {
    this.number = number
    const words = this.strings.text('page', { number, pages: this.paper.pages })
    this.position.textContent = words
    this.canvas.setAttribute('aria-label', `${this.strings.of(this.paper.title)}, ${words}`)
    const content = await this.api.page(this.couple.reference, this.paper.id, number)
    if (!content) return this.onFailed({})
    this.picture = await window.createImageBitmap(content)
    return this.draw()
  }

  /** On a canvas, so that a turned page takes the room of a turned page. */
  draw() {
    const { picture, turns, canvas } = this
    const across = turns % 2 === 1
    canvas.width = across ? picture.height : picture.width
    canvas.height = across ? picture.width : picture.height
    const brush = canvas.getContext('2d')
    brush.translate(canvas.width / 2, canvas.height / 2)
    brush.rotate((turns * Math.PI) / 2)
    brush.drawImage(picture, -picture.width / 2, -picture.height / 2)
    canvas.dataset.turns = String(turns)
    canvas.dataset.zoom = String(this.zoom)
  }

  tools() {
    const several = this.paper.pages > 1
    return element('p', { class: 'actions' }, [
      this.button('turn', () => this.turn()),
      this.button('larger', () => this.scale(1)),
      this.button('smaller', () => this.scale(-1)),
      ...(several ? [this.button('previous', () => this.leaf(-1)), this.button('next', () => this.leaf(1))] : []),
      this.position,
      this.button('close', () => this.close())
    ])
  }

  turn() {
    this.turns = (this.turns + 1) % 4
    this.draw()
  }

  scale(step) {
    this.zoom = Math.min(LARGEST, Math.max(1, this.zoom + step))
    this.draw()
  }

  leaf(step) {
    const number = this.number + step
    if (number >= 1 && number <= this.paper.pages) this.show(number)
  }

  decision() {
    const ready = element('select', { id: 'review-ready' }, [
      element('option', { value: '' }, [this.strings.text('ask_choose')]),
      ...this.asks.map((ask) => element('option', { value: ask.code }, [this.strings.of(ask)]))
    ])
    const message = element('textarea', {
      id: 'review-message',
      rows: '3',
      maxlength: '300',
      lang: this.couple.language,
      required: true
    })
    // The officer chooses in the language of the page; the couple reads its own.
    ready.addEventListener('change', () => {
      const ask = this.asks.find(({ code }) => code === ready.value)
      message.value = ask ? ask[this.couple.language] : ''
    })
    const form = element('form', { class: 'review-ask' }, [
      element('strong', {}, [this.strings.text('ask_heading')]),
      element('label', { for: 'review-ready' }, [this.strings.text('ask_ready')]),
      ready,
      element('label', { for: 'review-message' }, [this.strings.text('ask_message')]),
      message,
      element('button', { class: 'button button--quiet' }, [this.strings.text('ask')])
    ])
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.decide('needs_attention', message.value.replace(/\s+/g, ' ').trim())
    })
    const accept = this.button('accept', () => this.decide('accepted'))
    accept.classList.remove('button--quiet')
    return element('div', { class: 'review-view__decision' }, [element('p', { class: 'actions' }, [accept]), form])
  }

  async decide(decision, message) {
    if (this.sending) return
    this.sending = true
    const { ok, data } = await this.api.review(this.couple.reference, this.paper.id, decision, message)
    this.sending = false
    if (ok) this.onReviewed(data, decision === 'accepted' ? 'accepted' : 'asked')
    else this.onFailed(data)
  }

  button(words, act) {
    const button = element('button', { type: 'button', class: 'button button--quiet' }, [this.strings.text(words)])
    button.addEventListener('click', act)
    return button
  }
}
