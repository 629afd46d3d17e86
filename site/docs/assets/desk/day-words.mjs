import { isDay } from '../booking/dates.mjs'

/**
 * Puts the chosen day in words beside its field: a browser writes 12/14/2026 or 14/12/2026 after its
 * own language, and never the weekday.
 *
 * @param {Element} root - with a `[data-day-of]` for each field, named by the field's id
 * @param {import('../booking/strings.mjs').Strings} strings
 * @returns {() => void} to be called after a script has chosen a day
 */
export function tellDays(root, strings) {
  const places = [...root.querySelectorAll('[data-day-of]')]
  const tell = () => {
    for (const place of places) {
      const { value } = root.querySelector(`#${place.dataset.dayOf}`)
      const words = isDay(value) ? strings.day(value) : ''
      if (place.textContent !== words) place.textContent = words
    }
  }
  root.addEventListener('input', tell)
  root.addEventListener('change', tell)
  tell()
  return tell
}
