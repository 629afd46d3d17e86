/**
 * The same couple may have this page open twice. Who books in one tab is told so in the other. The
 * service holds the rule that a phone books once; this spares them the refusal.
 */
export class OtherTabs {
  /** @param {(told: {phone: string, link: string}) => void} onBooked */
  constructor(onBooked) {
    // Nothing is stored: whoever is not listening now never learns it.
    this.channel = 'BroadcastChannel' in window ? new BroadcastChannel('natrak-booked') : null
    if (this.channel) this.channel.addEventListener('message', ({ data }) => onBooked(data))
  }

  tell(phone, link) {
    if (this.channel && link) this.channel.postMessage({ phone, link })
  }
}
