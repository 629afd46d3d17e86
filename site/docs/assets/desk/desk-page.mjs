import { Desk } from './desk.mjs'
import { start } from './start.mjs'

start(Desk)
