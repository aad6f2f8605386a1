import { command } from './content/content-command'
import { main } from './verbs'

// The image's command for editors: the build has generated all sources.
await main(command)
