/**
 * What happened to a couple, and what can be pressed next. A record is its presses in their order,
 * as in the service; those that still wait to be sent are put on top.
 */

const LEADS_TO = { arrive: 'arrived', start: 'started', finish: 'finished', 'no-show': 'no_show' }

/** Bangkok has no summer time. */
const OFFSET = '+07:00'

/** The presses that were not undone. */
export function standing(presses) {
  const stack = []
  for (const press of presses) {
    if (press.deed === 'undo') stack.pop()
    else stack.push(press)
  }
  return stack
}

/**
 * @param {object} booking - as the service tells it
 * @param {import('./press-queue.mjs').Press[]} waiting - not sent yet; ticks are no part of a life
 */
export function lifeOf(booking, waiting = []) {
  const { service } = booking
  const added = waiting.filter((press) => !isTick(press)).map(({ deed, at, officer }) => ({ deed, at: at && instant(booking.date, at), officer }))
  const stack = standing([...service.presses, ...added])
  const top = stack[stack.length - 1]
  const last = (deed) => [...stack].reverse().find((press) => press.deed === deed)
  const at = (press) => (press && press.at) || null
  const start = last('start')
  return {
    state: top ? LEADS_TO[top.deed] : 'waiting',
    stack,
    arrivedAt: at(last('arrive') || start),
    startedAt: at(start),
    finishedAt: at(last('finish')),
    registeredAt: last('finish') ? service.registered_at : null,
    officer: (start && start.officer) || (top && top.officer) || '',
    remark: service.remark || '',
    version: service.presses.length + added.length,
    unsent: added.length
  }
}

/** Ticking a paper travels like a press, and no press follows from it. */
export function isTick({ deed }) {
  return deed === 'papers'
}

/** The papers that officers have ticked, those on their way included. */
export function papersSeen(booking, waiting = []) {
  const seen = new Set(booking.papers_seen)
  for (const tick of waiting.filter(isTick)) {
    if (tick.seen) seen.add(tick.paper)
    else seen.delete(tick.paper)
  }
  return seen
}

export function instant(date, time) {
  return `${date}T${time}:00${OFFSET}`
}

/** "08:05" of an instant the service wrote: it writes the office's own time. */
export function minuteOf(written) {
  return written ? written.slice(11, 16) : ''
}

/** As the time sheet has it (ใช้เวลา): from minute to minute. */
export function minutesBetween(from, to) {
  const minute = (moment) => Math.floor(Date.parse(moment) / 60000)
  return Math.max(0, minute(to) - minute(from))
}

/** The couple's time is over by the office's rule, and nobody has seen them. */
export function isLate(booking, life, now) {
  return life.state === 'waiting' && now >= new Date(booking.late_from)
}

/**
 * What one press can do now, the likeliest first. On another day than the couple's own, a press
 * needs the time that was written on paper, so only what needs none is offered.
 *
 * @returns {('arrive'|'start'|'finish'|'no-show')[]}
 */
export function nextDeeds(booking, life, now, today) {
  const hasBegun = now >= new Date(instant(booking.date, booking.start))
  const missing = hasBegun ? ['no-show'] : []
  if (booking.date !== today) return life.state === 'waiting' && booking.date < today ? missing : []
  return {
    waiting: ['arrive', 'start', ...missing],
    arrived: ['start'],
    started: ['finish'],
    finished: [],
    no_show: ['arrive']
  }[life.state]
}

/**
 * The presses that turn a record into what was written on paper: what differs is undone from the
 * top, and pressed again with the time that was written.
 *
 * @param {object} life - of a record without waiting presses
 * @param {{arrive: string, start: string, finish: string}} times - "08:05", or "" for not at all
 * @param {{remark?: string, registered_at?: string}} more - goes with the last press
 * @param {boolean} moreChanged
 */
export function pressesFor(life, times, more, moreChanged) {
  const wanted = ['arrive', 'start', 'finish'].filter((deed) => times[deed]).map((deed) => ({ deed, at: times[deed] }))
  let same = 0
  while (same < wanted.length && same < life.stack.length && isSame(life.stack[same], wanted[same])) same += 1
  if (moreChanged && same === wanted.length) same -= 1
  const undone = life.stack.slice(Math.max(same, 0)).map((_, place) => ({ deed: 'undo', version: life.version + place }))
  const pressed = wanted.slice(Math.max(same, 0))
  return [...undone, ...pressed.map((press, place) => (place === pressed.length - 1 ? { ...press, ...more } : press))]
}

function isSame(press, { deed, at }) {
  return press.deed === deed && minuteOf(press.at) === at
}
