import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { runNode } from './run-node'

const clients = ['sqlite', 'postgresql'].map((provider) => `prisma/${provider}/client`)
const sources = [
  'prisma/models.prisma',
  'prisma/sqlite/schema.prisma',
  'prisma/postgresql/schema.prisma',
  'node_modules/prisma/package.json',
]
const stamp = '.cache/prisma-clients'

/** Generates the database clients of both providers from the models, unless they are up to date. */
export function generateClients(): void {
  const hash = createHash('sha256')
  for (const source of sources) hash.update(readFileSync(source))
  const fingerprint = hash.digest('hex')
  if (clients.every((client) => existsSync(client)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint)
    return
  for (const url of ['file:none', 'postgresql://none/none'])
    runNode('node_modules/prisma/build/index.js', ['generate'], { DATABASE_URL: url }, 'quiet')
  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, fingerprint)
}
