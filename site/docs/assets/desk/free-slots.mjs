/** One line for each slot that has a place left, also those kept for the counter. */
export function freeSlots(rows) {
  const seen = new Map()
  for (const row of rows) if (!row.booking && !seen.has(row.slot)) seen.set(row.slot, row)
  return [...seen.values()]
}
