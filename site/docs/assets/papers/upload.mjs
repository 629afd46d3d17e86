/** Sends one file by its form. fetch cannot tell how far it is, so this is the older way. */

/** How long nothing may move before the sending counts as interrupted. */
const PATIENCE_IN_MILLISECONDS = 60000

/**
 * @param {{url: string, fields: Record<string, string>}} form - as the service gave it
 * @param {Blob} content
 * @param {(share: number) => void} onProgress - from 0 to 1
 * @returns {Promise<'sent'|'interrupted'|'refused'>}
 */
export function send({ url, fields }, content, onProgress) {
  return new Promise((done) => {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    // The bucket reads nothing after the file.
    body.append('file', content, 'file')
    const request = new XMLHttpRequest()
    request.open('POST', onThisSite(url))
    request.timeout = PATIENCE_IN_MILLISECONDS
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0)
    request.onload = () => done(request.status < 300 ? 'sent' : 'refused')
    request.onerror = () => done('interrupted')
    request.ontimeout = () => done('interrupted')
    request.onabort = () => done('interrupted')
    request.send(body)
  })
}

/** The bucket is on the host of this page, by whichever name it was reached. */
function onThisSite(address) {
  return new URL(address, window.location.href).pathname
}
