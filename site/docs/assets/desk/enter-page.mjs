import { Enter } from './enter.mjs'
import { start } from './start.mjs'

start(Enter)
