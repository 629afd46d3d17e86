import { clockTime } from '../booking/dates.mjs'
import { element } from '../booking/elements.mjs'
import { spacedPhone } from './phone.mjs'
import { minuteOf } from './record.mjs'

/**
 * What is known of a booking, as the terms and descriptions of a list.
 *
 * @param {object} booking - as the service tells it
 * @param {import('../booking/strings.mjs').Strings} strings
 * @returns {HTMLElement[]}
 */
export function factsOf(booking, strings) {
  const fact = (key, ...words) =>
    element('div', {}, [element('dt', {}, [strings.text(key)]), element('dd', {}, words)])
  const time = strings.text('time_range', {
    start: clockTime(booking.start, strings.language),
    end: clockTime(booking.end, strings.language)
  })
  return [
    fact('fact_reference', element('b', { class: 'panel__reference' }, [booking.reference])),
    fact('fact_when', `${strings.day(booking.date)} ${time}`),
    fact('fact_phone', element('a', { href: `tel:${booking.phone}` }, [spacedPhone(booking.phone)])),
    fact('fact_channel', strings.text(`channel_${booking.channel}`)),
    fact('fact_language', strings.text(`language_${booking.language}`)),
    fact('fact_mail', strings.text(booking.has_email ? 'mail_yes' : 'mail_no')),
    ...(booking.status === 'cancelled' ? [fact('fact_status', strings.text('state_cancelled'))] : [])
  ]
}

/**
 * What happened to a booking, oldest first: its changes, its presses, and whether some wait.
 *
 * @param {object} booking
 * @param {object} life - see record.mjs
 * @param {import('../booking/strings.mjs').Strings} strings
 * @returns {HTMLElement[]}
 */
export function historyOf(booking, life, strings) {
  const line = (words) => element('li', {}, [words])
  const told = booking.history.map(({ at, by, deed }) =>
    line(strings.text('history_line', { when: strings.moment(at), what: historyWord(deed, strings), who: historyWord(by, strings) }))
  )
  const pressed = booking.service.presses.map(({ deed, at, officer }) =>
    line(strings.text('press_line', { time: clockTime(minuteOf(at), strings.language), what: strings.text(`deed_${deed.replace('-', '_')}`), officer: officer || '–' }))
  )
  return [...told, ...pressed, ...(life.unsent > 0 ? [line(strings.text('unsent'))] : [])]
}

function historyWord(word, strings) {
  const key = `history_${word.replace('-', '_')}`
  return strings.has(key) ? strings.text(key) : word
}
