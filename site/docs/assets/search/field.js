/*
 * The field in the header leads to the search page with the words behind the #, so that they are never
 * sent. No module: it is three lines on every page. Without it the field leads to the list of all pages.
 */
document.querySelector('[data-search-field]').addEventListener('submit', (event) => {
  event.preventDefault()
  const query = event.target.querySelector('input').value
  location.href = `${event.target.action}#${new URLSearchParams({ q: query })}`
})
