/** Makes a photograph small enough to send, and takes off it what the camera wrote about itself. */

/** Enough to read a page of small print; a phone's 12 million pixels become about one MiB. */
const LONGEST_SIDE = 2400
const QUALITY = 0.82

/** A picture that this browser cannot open; `code` is the key of the sentence that says why. */
export class CannotOpen extends Error {
  constructor(code) {
    super(code)
    this.code = code
  }
}

export function isPdf({ type, name }) {
  return type === 'application/pdf' || /\.pdf$/i.test(name || '')
}

/** A drawing that is a program: a browser would open it, and no camera makes one. */
export function isSvg({ type, name }) {
  return /svg/i.test(type) || /\.svgz?$/i.test(name || '')
}

function isHeic({ type, name }) {
  return /hei[cf]/i.test(type) || /\.hei[cf]$/i.test(name || '')
}

/** What is sent in the place of a file: a PDF as it is, a picture drawn anew as JPEG. */
export async function prepared(file) {
  if (file.size === 0) throw new CannotOpen('empty')
  if (isSvg(file)) throw new CannotOpen('svg')
  if (isPdf(file)) return { content: file, type: 'application/pdf' }
  const picture = await opened(file)
  const { width, height } = fitted(picture.width, picture.height)
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const brush = canvas.getContext('2d')
  brush.fillStyle = '#fff'
  brush.fillRect(0, 0, width, height)
  brush.drawImage(picture, 0, 0, width, height)
  const content = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', QUALITY))
  if (!content) throw new CannotOpen('cannot_open')
  return { content, type: 'image/jpeg' }
}

/** The same shape, no longer than LONGEST_SIDE; never made larger. */
export function fitted(width, height) {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

async function opened(file) {
  try {
    if (window.createImageBitmap) return await window.createImageBitmap(file)
  } catch (failure) {
    // Some browsers open in a picture element what they cannot open here.
  }
  try {
    return await asElement(file)
  } catch (failure) {
    throw new CannotOpen(isHeic(file) ? 'heic' : 'cannot_open')
  }
}

async function asElement(file) {
  const address = await new Promise((done, failed) => {
    const reader = new FileReader()
    reader.onload = () => done(reader.result)
    reader.onerror = failed
    reader.readAsDataURL(file)
  })
  const picture = new Image()
  await new Promise((done, failed) => {
    picture.onload = done
    picture.onerror = failed
    picture.src = address
  })
  return picture
}
