/**
 * The way to the survey for a couple that has been served: a code to hold before its phone, and the
 * link. Without an e-mail address nobody else shows it to them.
 */
export class SurveyWay {
  /**
   * @param {HTMLElement} root
   * @param {import('./staff-api.mjs').StaffApi} api
   */
  constructor(root, api) {
    this.root = root
    this.api = api
    this.shown = null
  }

  /** @returns {Promise<void>} when the picture is there too */
  async show({ survey_url: url, language }) {
    this.root.hidden = !url
    if (!url || this.shown === url) return
    this.shown = url
    const link = this.root.querySelector('a')
    link.href = url
    const picture = this.root.querySelector('img')
    picture.hidden = true
    const drawn = await this.api.surveyPicture(surveyToken(url), language)
    if (this.shown !== url) return
    if (!drawn) {
      // The next look at the couple tries again; the link is there meanwhile.
      this.shown = null
      return
    }
    picture.src = `data:image/svg+xml,${encodeURIComponent(drawn)}`
    picture.hidden = false
  }
}

/** The token of a survey's link, which rides in its fragment. */
export function surveyToken(url) {
  return new URLSearchParams(url.slice(url.indexOf('#') + 1)).get('token') || ''
}
