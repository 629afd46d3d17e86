import { clockTime, dayInWords } from '../booking/dates.mjs'

/**
 * The text an officer pastes back to a couple: when, where, what to bring, and the link, in the
 * couple's own language, whichever one the officer works in.
 *
 * @param {object} booking - as the couple gets it
 * @param {{th: Record<string, string>, en: Record<string, string>}} words
 */
export function replyFor(booking, words) {
  const say = sentences(words[booking.language])
  // With several offices each has its own telephone.
  const own = `call:${booking.office}`
  const call = own in words[booking.language] ? say(own) : say('call')
  const inWords = (time) => clockTime(time, booking.language)
  const lines = [say('greeting', { names: booking.couple.map(({ name }) => name).join(say('and')) }), '']
  if (booking.status === 'cancelled') return [...lines, say('cancelled', { reference: booking.reference }), '', call].join('\n')
  return [
    ...lines,
    say('booked', { reference: booking.reference }),
    say('when', {
      date: say('date_long', dayInWords(booking.date, booking.language)),
      start: inWords(booking.start),
      end: inWords(booking.end)
    }),
    say('arrive', { time: inWords(booking.arrive_by) }),
    say('where', { venue: booking.venue.name[booking.language], address: booking.venue.address[booking.language] }),
    '',
    say('papers'),
    ...booking.documents.map((paper) => `• ${paper.title[booking.language]}${forWhom(paper, booking, say)}`),
    '',
    say('link'),
    booking.manage_url,
    '',
    say('keep_link'),
    call
  ].join('\n')
}

function forWhom(paper, { couple }, say) {
  return typeof paper.for === 'number' ? ` ${say('for', { name: couple[paper.for].name })}` : ''
}

function sentences(words) {
  return (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (place, name) => (name in values ? String(values[name]) : place))
}

/** Copy a text that stays in sight, so that it can be copied by hand where a browser refuses. */
export async function copyText(field) {
  field.focus()
  field.select()
  try {
    await navigator.clipboard.writeText(field.value)
    return true
  } catch (refusal) {
    return document.execCommand('copy')
  }
}
