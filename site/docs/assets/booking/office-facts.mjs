/**
 * Says of one office what the page said of whichever it may be: its telephone, its minutes. With one
 * office there is nothing to fill in, for every fact stands in the page as it was built.
 *
 * @param {HTMLElement} root - `data-office`, `data-phone` and `data-phone-link` are set on it
 * @param {string} id - of the office, as the service told it
 */
export function showOffice(root, id) {
  root.dataset.office = id
  const source = root.querySelector('script[data-offices]')
  const facts = source && JSON.parse(source.textContent)[id]
  if (!facts) return
  Object.assign(root.dataset, { phone: facts.phone, phoneLink: facts.phone_link })
  for (const place of root.querySelectorAll('[data-office-fact]')) {
    place.textContent = facts[place.dataset.officeFact]
    if (place.dataset.officeFact === 'phone') place.href = facts.phone_link
  }
}
