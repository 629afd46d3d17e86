/**
 * Shows one [data-step] section at a time and keeps the browser's own history, so that going back
 * means the step before and not the page before.
 */
export class Steps {
  /**
   * @param {HTMLElement} root
   * @param {object} told
   * @param {() => void} told.onTravel - the address has changed: by back, forward or a link
   * @param {() => void} told.onBack - back was pressed on a page opened by its address
   */
  constructor(root, { onTravel, onBack }) {
    this.sections = [...root.querySelectorAll('[data-step]')]
    this.title = document.title
    this.current = null
    window.addEventListener('popstate', onTravel)
    root.addEventListener('click', (event) => {
      if (!event.target.closest('[data-back]')) return
      if (window.history.state && window.history.state.inside) window.history.back()
      else onBack()
    })
  }

  /** A new entry in the history. */
  go(name, fragment) {
    window.history.pushState({ inside: true }, '', fragment)
    this.show(name)
  }

  /** The same entry of the history, with another step. */
  replace(name, fragment) {
    window.history.replaceState(window.history.state, '', fragment)
    this.show(name)
  }

  /** Focus on the question: it is read out, and Tab goes on from there. */
  show(name, { quietly = false } = {}) {
    for (const section of this.sections) section.hidden = section.dataset.step !== name
    this.current = name
    const heading = this.section(name).querySelector('h1')
    document.title = `${heading.textContent} - ${this.title}`
    if (quietly) return
    window.scrollTo(0, 0)
    heading.focus({ preventScroll: true })
  }

  section(name) {
    return this.sections.find((section) => section.dataset.step === name)
  }
}
