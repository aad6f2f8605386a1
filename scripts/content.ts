import { command } from './content/content-command'
import { main } from './verbs'

// npm run content -- <verb>: the commands for editors and for checks of their pull requests.
await main(command)
