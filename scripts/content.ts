import { command } from './content/content-command'
import { main } from './verbs'

// npm run content -- <verb>: what editors and their pull requests are checked and helped with.
await main(command)
