/** Sends one file by its form. fetch cannot tell how far it is, so this is the older way. */

/** How long nothing may move before the sending counts as interrupted. */
const PATIENCE_IN_MILLISECONDS = 60000

/**
 * @param {{url: string, fields: Record<string, string>}} form - as the service gave it
 * @param {Blob} content
 * @param {(share: number) => void} onProgress - from 0 to 1
 * @returns {Promise<'sent'|'interrupted'|'refused'|'expired'|'too_large'|'empty'>} what was refused has its
 *   own sentence under that name
 */
export function send({ url, fields }, content, onProgress) {
  return new Promise((done) => {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    // The bucket reads nothing after the file.
    body.append('file', content, 'file')
    const request = new XMLHttpRequest()
    request.open('POST', onThisSite(url))
    // A timeout of the request itself would end a large file on a slow line while it still moves.
    let patience
    const waitOn = () => {
      clearTimeout(patience)
      patience = setTimeout(() => request.abort(), PATIENCE_IN_MILLISECONDS)
    }
    const end = (outcome) => {
      clearTimeout(patience)
      done(outcome)
    }
    request.upload.onprogress = ({ loaded, total }) => {
      waitOn()
      onProgress(total ? loaded / total : 0)
    }
    request.onload = () => end(outcomeOf(request.status, request.responseText))
    request.onerror = () => end('interrupted')
    request.onabort = () => end('interrupted')
    waitOn()
    request.send(body)
  })
}

/** What an answer of the bucket means: no status, no answer of 500 and more says that it refused the file. */
export function outcomeOf(status, answer) {
  if (status >= 200 && status < 300) return 'sent'
  if (status >= 500 || status < 100) return 'interrupted'
  if (/EntityTooLarge/.test(answer)) return 'too_large'
  if (/EntityTooSmall/.test(answer)) return 'empty'
  return /Policy expired/i.test(answer) ? 'expired' : 'refused'
}

/** The bucket is on the host of this page, by whichever name it was reached. */
function onThisSite(address) {
  return new URL(address, window.location.href).pathname
}
