import { existsSync } from 'node:fs'
import { generateClients } from './generate-clients'
import { generateMessages } from './generate-messages'
import { main } from './verbs'

// npm run admin -- <verb>: the commands for operators, also while the portal runs.

// A backup may be restored before the portal was ever built.
if (!['sqlite', 'postgresql'].every((provider) => existsSync(`prisma/${provider}/client`))) generateClients()
generateMessages()
const { command } = await import('./admin/admin-command')

await main(command)
