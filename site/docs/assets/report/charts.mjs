/**
 * Bars and columns as SVG. A chart is one picture to a screen reader, with a title; its numbers
 * stand in the table beside it. Colours and letters are the style sheet's.
 */

const NAMESPACE = 'http://www.w3.org/2000/svg'

/** @typedef {{label: string, value: number|null, text: string, mark?: boolean}} Bar */

/**
 * Upright columns, for what goes on in time.
 *
 * @param {Bar[]} bars
 * @param {{title: string, end: number, width?: number, lines?: {after: number, text: string}[],
 *   level?: number}} options - a line stands after so many columns, a level
 *   lies across all of them
 */
export function columns(bars, { title, end, width = 480, lines = [], level = null }) {
  const [height, top, foot] = [width / 3 + 60, 22, 34]
  const step = width / bars.length
  const tall = (value) => ((height - top - foot) * Math.max(0, value || 0)) / end
  const ground = height - foot
  const drawn = bars.flatMap((bar, position) => {
    const middle = step * (position + 0.5)
    return [
      shape('rect', {
        class: bar.mark ? 'bar bar--mark' : 'bar',
        x: round(middle - step * 0.36),
        y: round(ground - tall(bar.value)),
        width: round(step * 0.72),
        height: round(tall(bar.value))
      }),
      words(bar.text, { class: 'bar__value', x: middle, y: ground - tall(bar.value) - 5, 'text-anchor': 'middle' }),
      ...twoLines(bar.label, middle, ground + 14)
    ]
  })
  const marks = lines.flatMap(({ after, text }) => [
    shape('line', { class: 'line', x1: round(step * after), x2: round(step * after), y1: 10, y2: ground }),
    words(text, { class: 'line__text', x: step * after + 4, y: 12 })
  ])
  const across = round(ground - tall(level))
  const levels = level ? [shape('line', { class: 'line', x1: 0, x2: width, y1: across, y2: across })] : []
  const floor = shape('line', { class: 'axis', x1: 0, x2: width, y1: ground, y2: ground })
  return picture(title, width, height, [...drawn, floor, ...marks, ...levels])
}

/**
 * Bars lying down, for what has longer names.
 *
 * @param {Bar[]} bars
 * @param {{title: string, end: number, width?: number, row?: number, names?: number,
 *   line?: {value: number, text: string}}} options - `row` is the height of each, `names` the width
 *   of the names
 */
export function bars(rows, { title, end, width = 480, row = 26, names = 110, line = null }) {
  const head = line ? 18 : 4
  const height = head + rows.length * row + 4
  const room = width - names - 56
  const long = (value) => (room * Math.max(0, value || 0)) / end
  const drawn = rows.flatMap((bar, position) => {
    const y = head + position * row
    return [
      words(bar.label, { class: 'bar__label', x: names - 8, y: y + row / 2 + 4, 'text-anchor': 'end' }),
      shape('rect', {
        class: bar.mark ? 'bar bar--mark' : 'bar',
        x: names,
        y: y + row * 0.15,
        width: round(long(bar.value)),
        height: round(row * 0.7)
      }),
      words(bar.text, { class: 'bar__value', x: names + long(bar.value) + 6, y: y + row / 2 + 4 })
    ]
  })
  if (!line) return picture(title, width, height, drawn)
  const at = round(names + long(line.value))
  const mark = [
    shape('line', { class: 'line', x1: at, x2: at, y1: 14, y2: height }),
    words(line.text, { class: 'line__text', x: at, y: 11, 'text-anchor': 'middle' })
  ]
  return picture(title, width, height, [...drawn, ...mark])
}

function picture(title, width, height, shapes) {
  const attributes = { class: 'chart__svg', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': title }
  return shape('svg', attributes, shapes)
}

/** A label of two words stands on two lines, so that twelve months fit beside each other. */
function twoLines(label, x, y) {
  return label.split(' ').map((word, line) =>
    words(word, { class: 'bar__label', x, y: y + 13 * line, 'text-anchor': 'middle' })
  )
}

function words(text, attributes) {
  const placed = { ...attributes, x: round(attributes.x), y: round(attributes.y) }
  const made = shape('text', placed)
  made.textContent = text
  return made
}

function shape(tag, attributes, children = []) {
  const made = document.createElementNS(NAMESPACE, tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value))
  made.append(...children)
  return made
}

function round(number) {
  return Math.round(number * 10) / 10
}
