import { TabMemory } from '../booking/tab-memory.mjs'
import { Worksheet } from './worksheet.mjs'

// Not for this tab only: whoever asks for it comes back tomorrow.
const memory = new TabMemory('natrak-worksheet', () => window.localStorage)
for (const form of document.querySelectorAll('[data-module="worksheet"]')) {
  new Worksheet(form, memory).start()
}
