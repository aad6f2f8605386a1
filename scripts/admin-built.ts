import { command } from './admin/admin-command'
import { main } from './verbs'

// The image's command for operators: the build has generated all sources.
await main(command)
