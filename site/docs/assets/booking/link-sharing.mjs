import { channel } from './channel.mjs'
import { element } from './elements.mjs'
import { appAround, outsideLine } from './in-app.mjs'

/** The private link: in sight on screen and paper, to be copied, or handed to the other of the two. */
export class LinkSharing {
  /**
   * @param {HTMLElement} root
   * @param {import('./strings.mjs').Strings} strings
   */
  constructor(root, strings) {
    this.area = root.querySelector('[data-link-area]')
    this.link = root.querySelector('[data-manage-link]')
    this.copy = root.querySelector('[data-copy-link]')
    this.share = root.querySelector('[data-share]')
    this.status = root.querySelector('[data-copy-status]')
    this.strings = strings
    this.copy.addEventListener('click', () => this.copyLink())
    this.share.addEventListener('click', () => this.shareLink())
  }

  show(address) {
    this.area.hidden = !address
    this.copy.hidden = !address
    this.share.hidden = !address || !navigator.share
    if (!address) return
    this.link.href = address
    this.link.textContent = address
  }

  /** A link that goes back into LINE opens outside it, where it can print and save. */
  get address() {
    const throughLine = appAround() === 'line' || channel() === 'line'
    return throughLine ? outsideLine(this.link.href) : this.link.href
  }

  async copyLink() {
    const copied = (await copyByClipboard(this.address)) || copyBySelection(this.address)
    this.status.textContent = this.strings.text(copied ? 'link_copied' : 'link_not_copied')
  }

  async shareLink() {
    try {
      await navigator.share({ title: this.strings.text('share_title'), url: this.address })
    } catch (refusal) {
      // Closing the sheet is a choice. Where sharing itself fails, the link is still there to copy.
      if (refusal.name !== 'AbortError') await this.copyLink()
    }
  }
}

async function copyByClipboard(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch (refusal) {
    return false
  }
}

/** Older browsers, and pages opened without TLS, have no clipboard but still copy a selection. */
function copyBySelection(text) {
  const carrier = element('textarea', { class: 'visually-hidden', readonly: true, 'aria-hidden': 'true' })
  carrier.value = text
  document.body.append(carrier)
  carrier.select()
  try {
    return document.execCommand('copy')
  } catch (refusal) {
    return false
  } finally {
    carrier.remove()
  }
}
