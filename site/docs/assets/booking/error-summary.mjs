import { element, refill } from './elements.mjs'

/**
 * The list of problems above the form. It takes the focus, so that a screen reader reads it and a
 * phone scrolls to it; each line leads to the field it speaks of.
 */
export class ErrorSummary {
  /**
   * @param {HTMLElement} root
   * @param {string} titlePrefix - put before the page's title, which is read out first
   */
  constructor(root, titlePrefix) {
    this.root = root
    this.list = root.querySelector('[data-problems]')
    this.titlePrefix = titlePrefix
  }

  /** @param {{message: string, target: HTMLElement}[]} problems */
  show(problems) {
    refill(this.list, problems.map((problem) => this.line(problem)))
    this.root.hidden = false
    if (!this.isInTitle) document.title = `${this.titlePrefix}${document.title}`
    this.root.focus()
  }

  clear() {
    this.root.hidden = true
    if (this.isInTitle) document.title = document.title.slice(this.titlePrefix.length)
    refill(this.list, [])
  }

  get isInTitle() {
    return document.title.startsWith(this.titlePrefix)
  }

  line({ message, target }) {
    const link = element('a', { href: `#${target.id}` }, [message])
    link.addEventListener('click', (event) => {
      event.preventDefault()
      target.focus({ preventScroll: true })
      // The label and the message stand above the field, and they are what one has to read.
      const place = target.closest('.field') || target
      place.scrollIntoView()
    })
    return element('li', {}, [link])
  }
}
