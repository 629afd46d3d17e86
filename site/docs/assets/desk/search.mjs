/** Finding a couple of the day while the officer types; nothing of it leaves the page. */

const REFERENCE = /[2-9A-HJ-NP-Z]{4}-?[2-9A-HJ-NP-Z]{4}/

/** Fewer are part of every other number. */
const FEWEST_DIGITS = 3

/** The reference in what a scanner typed or a couple wrote; null where there is none. */
export function referenceIn(words) {
  const found = REFERENCE.exec(westernAndPlain(words).toUpperCase().trim())
  return found && /\d/.test(found[0]) ? withDash(found[0]) : null
}

/** @returns {(row: object) => boolean} whether a row of the day fits the words */
export function matcher(words) {
  const wanted = westernAndPlain(words).trim().toLowerCase()
  if (wanted === '') return () => true
  const isNumber = !/\p{L}/u.test(wanted) && wanted.replace(/\D/g, '').length >= FEWEST_DIGITS
  const digits = localDigits(wanted)
  return ({ booking }) => {
    if (!booking) return false
    const texts = [booking.reference, booking.reference.replace('-', ''), ...booking.couple.map(({ name }) => name)]
    if (texts.some((text) => westernAndPlain(text).toLowerCase().includes(wanted))) return true
    return isNumber && localDigits(booking.phone).includes(digits)
  }
}

/** Marks over letters and the kind of digits make no difference to who is meant. */
function westernAndPlain(text) {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - '๐'.charCodeAt(0)))
}

/** 081…, +6681… and 6681… are one telephone. */
function localDigits(text) {
  return text.replace(/\D/g, '').replace(/^(?:66|0)(?=\d{2})/, '')
}

function withDash(reference) {
  const plain = reference.replace('-', '')
  return `${plain.slice(0, 4)}-${plain.slice(4)}`
}
