/** "081 234 5678" is read out more easily than "+66812345678". */
export function spacedPhone(phone) {
  const thai = /^\+66(\d{8,9})$/.exec(phone)
  if (!thai) return phone
  const local = `0${thai[1]}`
  return local.length === 10
    ? `${local.slice(0, 3)} ${local.slice(3, 6)} ${local.slice(6)}`
    : `${local.slice(0, 1)} ${local.slice(1, 5)} ${local.slice(5)}`
}
