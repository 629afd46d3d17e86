/**
 * Make an element: `element('p', {class: 'hint'}, ['words'])`. Words always become text, never
 * markup, so a name with a bracket in it stays a name.
 *
 * @param {string} tag
 * @param {Record<string, string|boolean|null>} [attributes] - `true` sets an empty one; false and null set none
 * @param {(Node|string)[]} [children]
 */
export function element(tag, attributes = {}, children = []) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null) continue
    made.setAttribute(name, value === true ? '' : value)
  }
  made.append(...children)
  return made
}

/** Put new children in the place of the old ones. */
export function refill(parent, children) {
  parent.textContent = ''
  parent.append(...children)
}

/** @param {import('./strings.mjs').Strings} strings */
export function retryButton(strings, act) {
  const button = element('button', { type: 'button', class: 'button' }, [strings.text('retry')])
  button.addEventListener('click', act)
  return button
}
