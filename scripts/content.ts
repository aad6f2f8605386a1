import { generateMessages } from './generate-messages'
import { main } from './verbs'

// npm run content -- <verb>: the commands for editors and for checks of their pull requests.

// The checks run right after `npm ci`, without a build. The content's modules import the messages.
generateMessages()
const { command } = await import('./content/content-command')

await main(command)
