/**
 * A time as people type it: 08.05, 8:05, 0805, or in Thai digits.
 *
 * @returns {string|null} "08:05", "" for an empty field, null for what is no time
 */
export function clockTimeIn(typed) {
  const plain = typed.trim().replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - '๐'.charCodeAt(0)))
  if (plain === '') return ''
  const [, hour, minute] = /^(\d{1,2})\s*[.:]?\s*(\d{2})(?:\s*น\.?)?$/.exec(plain) || []
  if (minute === undefined || Number(hour) > 23 || Number(minute) > 59) return null
  return `${hour.padStart(2, '0')}:${minute}`
}
