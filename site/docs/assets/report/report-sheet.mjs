import { element, refill } from '../booking/elements.mjs'
import { bars, columns } from './charts.mjs'
import { axisEnd, decimal, grouped, judgement, monthLabel, percent, percentOf, wholeNumber } from './numbers.mjs'

const MINUTES = [20, 25, 30, 35, 40, 45, 50, 55, 60]
const DAYS = [0, 3, 7, 14, 30]
const CHANNELS = ['web', 'facebook', 'line', 'phone', 'counter', 'other']
const MOST_COMMENTS = 8
const TAGS = { met: 'tag--leaf', missed: 'tag--alarm', too_few: 'tag--gold' }

/** Fills the sheet with a report. Every number here was worked out by the service. */
export class ReportSheet {
  /**
   * @param {HTMLElement} root
   * @param {import('../booking/strings.mjs').Strings} strings
   */
  constructor(root, strings) {
    this.root = root
    this.strings = strings
    this.language = strings.language
  }

  show(report) {
    this.head(report)
    this.measures(report)
    this.months(report)
    this.channels(report)
    this.minutes(report)
    this.questions(report)
    this.leadTime(report)
    this.slots(report)
    this.comments(report)
  }

  head(report) {
    const { strings } = this
    const span = { from: strings.day(report.from), to: strings.day(report.to) }
    this.find('[data-office]').textContent = strings.of(report.office_name)
    this.find('[data-span]').textContent = this.text('span', span)
    this.find('[data-made-at]').textContent = this.text('made_at', { moment: strings.moment(report.made_at) })
    this.find('[data-empty]').hidden = report.bookings.total > 0
    const group = report.targets.smallest_group
    this.find('[data-definition-interval]').textContent = this.text('definition_interval', { group })
  }

  measures(report) {
    const { total } = report.bookings
    this.onTime(report.on_time, report.targets)
    this.median(report.service_minutes, report.targets)
    this.satisfied(report.satisfaction, report.targets)
    const web = report.bookings.by_channel.web || 0
    this.measure('channel', total ? percentOf(web / total, this.language) : null)
    this.note('channel', this.text('channel_note', { count: this.number(web), n: this.number(total) }))
    const ofAll = (count) => (total ? percentOf(count / total, this.language) : '–')
    this.find('[data-outcomes]').textContent = this.text('outcomes', {
      total: this.number(total),
      came: this.number(report.came),
      cancelled: this.number(report.cancellations),
      cancelled_share: ofAll(report.cancellations),
      no_shows: this.number(report.no_shows),
      no_show_share: ofAll(report.no_shows)
    })
  }

  /** No target is set for it, but a share of a few couples is marked as such. */
  onTime(judged, targets) {
    this.measure('on_time', judged.share === null ? null : percentOf(judged.share, this.language))
    this.verdict('on_time', null, judged.n, targets.smallest_group)
    if (!judged.n) {
      this.note('on_time', '')
      return
    }
    const counts = { register: this.number(judged.by_register), desk: this.number(judged.by_desk) }
    const note = this.text('on_time_note', {
      served: this.number(Math.round(judged.share * judged.n)),
      n: this.number(judged.n),
      tolerance: judged.tolerance_minutes,
      clock: judged.clock ? this.text(`clock_${judged.clock}`, counts) : ''
    })
    const unserved = judged.unserved ? ` ${this.text('unserved', { count: this.number(judged.unserved) })}` : ''
    this.note('on_time', note + unserved)
  }

  median(taken, targets) {
    const { median } = taken
    this.measure('minutes', median === null ? null : this.text('minutes_value', { count: this.number(median) }))
    const target = this.text('target_minutes', { count: targets.minutes_target })
    const words = { met: this.text('target_met', { target }), missed: this.text('target_missed_minutes', { target }) }
    this.verdict('minutes', median <= targets.minutes_target, taken.n, targets.smallest_group, words)
    const values = {
      before: targets.minutes_before,
      target: targets.minutes_target,
      mean: decimal(taken.mean, 1, this.language),
      within: percentOf(taken.share_within_30, this.language),
      n: this.number(taken.n)
    }
    this.note('minutes', taken.n ? this.text('minutes_note', values) : '')
  }

  satisfied(asked, targets) {
    this.measure('satisfaction', asked.percent === null ? null : percent(asked.percent, this.language))
    const target = this.text('target_percent', { count: targets.satisfaction_percent })
    const words = { met: this.text('target_met', { target }), missed: this.text('target_missed', { target }) }
    const met = asked.percent === null ? null : asked.percent >= targets.satisfaction_percent
    this.verdict('satisfaction', met, asked.n, targets.smallest_group, words)
    if (asked.percent === null) {
      this.note('satisfaction', this.text('no_answers', { group: targets.smallest_group, n: asked.n }))
      return
    }
    const [low, high] = asked.interval_95.map((end) => decimal(end, 1, this.language))
    this.note('satisfaction', this.text('satisfaction_note', { low, high, n: this.number(asked.n) }))
  }

  months({ months, targets }) {
    const drawn = months.map((each) => ({
      label: monthLabel(each.month, this.language),
      value: each.bookings,
      text: this.number(each.bookings)
    }))
    const minutes = months.map((each) => ({
      label: monthLabel(each.month, this.language),
      value: each.median_minutes,
      text: each.median_minutes === null ? '' : this.number(each.median_minutes),
      mark: each.median_minutes !== null && each.median_minutes <= targets.minutes_target
    }))
    const target = targets.minutes_target
    const end = Math.max(targets.minutes_before, ...minutes.map(({ value }) => value || 0))
    const title = this.text('by_month_minutes', { target })
    this.chart(
      'by_month',
      this.captioned(this.text('by_month_chart'), columns(drawn, this.titled('by_month_chart', drawn))),
      this.captioned(title, columns(minutes, { title, end, level: target }))
    )
    this.rows(
      'by_month',
      months.map((each) => [
        monthLabel(each.month, this.language).replace(' ', '\u00a0'),
        this.number(each.bookings),
        this.number(each.cancellations),
        this.number(each.no_shows),
        percentOf(each.on_time_share, this.language),
        each.median_minutes === null ? '–' : this.number(each.median_minutes),
        percent(each.satisfaction_percent, this.language),
        this.number(each.answers)
      ])
    )
  }

  channels({ bookings }) {
    const known = CHANNELS.filter((channel) => bookings.by_channel[channel])
    const drawn = known.map((channel) => ({
      label: this.text(`channel_${channel}`),
      value: bookings.by_channel[channel],
      text: this.number(bookings.by_channel[channel]),
      mark: channel === 'web'
    }))
    this.chart('by_channel', bars(drawn, this.titled('by_channel', drawn)))
    const share = (value) => decimal((value / bookings.total) * 100, 1, this.language)
    this.rows('by_channel', drawn.map(({ label, value, text }) => [label, text, share(value)]))
  }

  minutes({ service_minutes: taken, targets }) {
    const groups = grouped(taken.histogram.map(({ minutes, couples }) => ({ value: minutes, couples })), MINUTES)
    const drawn = groups.map((group) => ({
      label: this.range(group),
      value: group.couples,
      text: this.number(group.couples),
      mark: group.to !== null && group.to <= targets.minutes_target
    }))
    const after = (limit) => MINUTES.indexOf(limit) + 1
    const lines = [
      { after: after(targets.minutes_target), text: this.text('target_line', { count: targets.minutes_target }) },
      { after: after(targets.minutes_before), text: this.text('before_line', { count: targets.minutes_before }) }
    ].filter((line) => line.after > 0)
    this.chart('minutes_chart', columns(drawn, { ...this.titled('minutes_chart', drawn), lines }))
    const upTo = (group) => (taken.n ? decimal((group.upTo / taken.n) * 100, 1, this.language) : '–')
    this.rows('minutes_chart', groups.map((group, at) => [drawn[at].label, drawn[at].text, upTo(group)]))
  }

  questions({ satisfaction: asked, targets }) {
    const drawn = asked.questions.map((question, position) => ({
      label: `${position + 1} · ${this.strings.of(question.topic)}`,
      value: question.percent,
      text: percent(question.percent, this.language)
    }))
    const line = { value: targets.satisfaction_percent, text: this.text('target_line', { count: `${targets.satisfaction_percent}%` }) }
    this.chart('by_question', bars(drawn, { title: this.text('by_question'), end: 100, names: 150, line }))
    const all = { ...asked, label: this.text('all_questions') }
    const each = asked.questions.map((question, at) => ({ ...question, label: `${at + 1} · ${this.strings.of(question.text)}` }))
    this.rows(
      'by_question',
      [...each, all].map((row) => [
        row.label,
        decimal(row.percent, 1, this.language),
        decimal(row.mean, 2, this.language),
        decimal(row.top2_percent, 1, this.language),
        this.number(row.n)
      ])
    )
    this.note('by_question', this.aboutAnswers(asked, targets))
  }

  aboutAnswers(asked, targets) {
    const group = targets.smallest_group
    if (asked.percent === null) return this.text('no_answers', { group, n: asked.n })
    const said = this.text('two_methods', {
      percent: percent(asked.percent, this.language),
      top2: percent(asked.top2_percent, this.language),
      n: this.number(asked.n),
      rate: percentOf(asked.response_rate, this.language)
    })
    const left = asked.left_out ? [this.text('left_out', { count: this.number(asked.left_out), group })] : []
    return [said, this.text('whole_months'), ...left].join(' ')
  }

  leadTime({ lead_time_days: lead, bookings }) {
    const groups = grouped(lead.histogram.map(({ days, couples }) => ({ value: days, couples })), DAYS)
    const drawn = groups.map((group) => ({
      label: this.range(group),
      value: group.couples,
      text: this.number(group.couples)
    }))
    this.chart('lead_time', columns(drawn, { ...this.titled('lead_time', drawn), width: 300 }))
    const share = (group) => (bookings.total ? decimal((group.couples / bookings.total) * 100, 1, this.language) : '–')
    this.rows('lead_time', groups.map((group, at) => [drawn[at].label, drawn[at].text, share(group)]))
    this.note('lead_time', lead.median === null ? '' : this.text('lead_time_note', { median: this.number(lead.median) }))
  }

  slots({ slots }) {
    const most = Math.max(...slots.map((slot) => slot.bookings), 0)
    const drawn = slots.map((slot) => ({
      label: this.clock(slot.start),
      value: slot.bookings,
      text: this.number(slot.bookings),
      mark: slot.bookings === most
    }))
    this.chart('slots', bars(drawn, { ...this.titled('slots', drawn), width: 260, row: 20, names: 52 }))
    this.rows('slots', drawn.map(({ label, text }) => [label, text]))
    const busiest = drawn.filter(({ mark }) => mark).map(({ label }) => label)
    this.note('slots', most ? this.text('slots_note', { busiest: busiest.join(', ') }) : '')
  }

  comments({ comments }) {
    this.find('[data-comments-section]').hidden = comments.length === 0
    refill(this.find('[data-comments]'), [...new Set(comments)].slice(0, MOST_COMMENTS).map((said) => element('li', {}, [said])))
  }

  measure(name, value) {
    this.find(`[data-value="${name}"]`).textContent = value === null ? this.text('none') : value
  }

  /** In words as well as in colour. */
  verdict(name, met, n, group, words = {}) {
    const judged = judgement(met, n, group)
    const tag = this.find(`[data-verdict="${name}"]`)
    tag.hidden = judged === null
    tag.className = `tag ${TAGS[judged] || ''}`
    tag.textContent = words[judged] || this.text('not_judged', { n: this.number(n), group })
  }

  note(name, words) {
    this.find(`[data-note="${name}"]`).textContent = words
  }

  chart(name, ...drawn) {
    refill(this.find(`[data-chart="${name}"]`), drawn)
  }

  /** Where two charts stand above each other, each says what it shows. */
  captioned(words, drawn) {
    return element('figure', { class: 'chart__figure' }, [drawn, element('figcaption', { class: 'hint' }, [words])])
  }

  rows(name, rows) {
    refill(this.find(`[data-rows="${name}"]`), rows.map(([head, ...cells]) => this.row(head, cells)))
  }

  row(head, cells) {
    return element('tr', {}, [
      element('th', { scope: 'row' }, [head]),
      ...cells.map((cell) => element('td', {}, [cell]))
    ])
  }

  titled(key, drawn) {
    return { title: this.text(key), end: axisEnd(Math.max(...drawn.map(({ value }) => value), 0)) }
  }

  range({ from, to }) {
    if (from === null) return to === 0 ? '0' : this.text('up_to', { count: to })
    return to === null ? this.text('over', { count: from - 1 }) : `${from}–${to}`
  }

  clock(start) {
    return this.language === 'th' ? start.replace(':', '.') : start
  }

  number(value) {
    return wholeNumber(value, this.language)
  }

  text(key, values) {
    return this.strings.text(key, values)
  }

  find(selector) {
    return this.root.querySelector(selector)
  }
}
