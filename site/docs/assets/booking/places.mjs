/**
 * The addresses of the journey. Every step has its own after the #, so that back, forward, reload
 * and links work as between pages; `#day=2026-12-14` leads straight to the times of a day.
 */

import { isDay } from './dates.mjs'

/** What is asked, in this order. */
export const ORDER = ['who', 'day', 'slot', 'couple', 'contact', 'check']

/** Whoever follows a link to a day sees its times first and says who they are afterwards. */
const BEFORE_WHO = ['day', 'slot']

/**
 * @param {string} fragment - "#couple", "#day=2026-12-14", …
 * @returns {{step: string, date?: string}} the first step for anything unknown
 */
export function placeOf(fragment) {
  const [name, date] = fragment.replace(/^#/, '').split('=')
  if (name === 'day' && isDay(date || '')) return { step: 'slot', date }
  return { step: name !== 'slot' && ORDER.includes(name) ? name : ORDER[0] }
}

/** The address of a step; the times of a day carry the day. */
export function fragmentOf(step, date) {
  return step === 'slot' ? `#day=${date}` : `#${step}`
}

/** The first step that still lacks an answer; the last where none does. */
export function nextStep(done) {
  return ORDER.find((step) => !done[step]) || ORDER[ORDER.length - 1]
}

/** Where somebody who asks for a step has to go: there, or to what must be answered before it. */
export function allowed(step, done) {
  const missing = ORDER.slice(0, ORDER.indexOf(step)).find((before) => !done[before])
  if (!missing || (BEFORE_WHO.includes(step) && missing === 'who')) return step
  return missing
}

/** The step before; null before the first. */
export function stepBefore(step) {
  return ORDER[ORDER.indexOf(step) - 1] || null
}
