import { referenceIn } from './search.mjs'

/** Reads the QR code of a ticket with the computer's camera, where the browser can. */
export class Scanner {
  /**
   * @param {HTMLElement} root - holds the video and the button that stops
   * @param {(reference: string) => void} onFound
   * @param {() => void} onFailed - no camera, or it was refused
   */
  constructor(root, onFound, onFailed) {
    this.root = root
    this.video = root.querySelector('video')
    this.onFound = onFound
    this.onFailed = onFailed
    this.stream = null
    root.querySelector('[data-stop-scan]').addEventListener('click', () => this.stop())
  }

  static isPossible() {
    return 'BarcodeDetector' in window && Boolean(navigator.mediaDevices && navigator.mediaDevices.getUserMedia)
  }

  async start() {
    try {
      const detector = new window.BarcodeDetector({ formats: ['qr_code'] })
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
      this.video.srcObject = this.stream
      this.root.hidden = false
      await this.video.play()
      await this.look(detector)
    } catch (refusal) {
      this.stop()
      this.onFailed()
    }
  }

  async look(detector) {
    while (this.stream) {
      const codes = await detector.detect(this.video)
      const reference = codes.map(({ rawValue }) => referenceIn(rawValue)).find(Boolean)
      if (reference) {
        this.stop()
        this.onFound(reference)
        return
      }
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }

  stop() {
    if (this.stream) for (const track of this.stream.getTracks()) track.stop()
    this.stream = null
    this.video.srcObject = null
    this.root.hidden = true
  }
}
