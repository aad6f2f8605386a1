import { existsSync } from 'node:fs'
import { command } from './admin/admin-command'
import { generateClients } from './generate-clients'
import { main } from './verbs'

// npm run admin -- <verb>: what operators of a portal do beside its server, also while it serves.

// A backup may be restored before the portal was ever built.
if (!['sqlite', 'postgresql'].every((provider) => existsSync(`prisma/${provider}/client`))) generateClients()

await main(command)
