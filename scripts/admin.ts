import { existsSync } from 'node:fs'
import { command } from './admin/admin-command'
import { generateSources } from './generate-sources'
import { main } from './verbs'

// npm run admin -- <verb>: the commands for operators, also while the portal runs.

// A backup may be restored before the portal was ever built.
if (!['sqlite', 'postgresql'].every((provider) => existsSync(`prisma/${provider}/client`))) generateSources()

await main(command)
