import { Days } from './days.mjs'
import { start } from './start.mjs'

start(Days)
