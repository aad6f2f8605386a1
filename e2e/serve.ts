import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { prepare } from '../scripts/prepare'
import { serve } from '../scripts/serve'
import { withoutHaste } from '../scripts/testing/databases'
import { startMailbox } from '../scripts/testing/mailbox'
import { createDatabase, startPostgres, type TestPostgres } from '../scripts/testing/postgres'
import { nameMailFile } from './mail'
import { allAnswer, type Asked } from './servers'

// Starts the portal for browser tests: the production build on new databases of the given kinds. The servers start at
// the same time, since one keeps a single core busy.
const asked = JSON.parse(process.env.E2E_SERVERS ?? '[]') as Asked[]
const inherited = { ...process.env }
const folders: string[] = []
let postgres: TestPostgres | undefined

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    await postgres?.stop()
    process.exit(0)
  })
// A server that has ended ends this process, possibly before PostgreSQL has stopped.
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const servers: Promise<unknown>[] = []
for (const each of asked) {
  process.env = { ...inherited, ...(await makeVariables(each)) }
  servers.push(serve('start', await prepare()))
}
await Promise.all(servers)
console.log(allAnswer)

async function makeVariables({ provider, port, contentDir, basePath = '' }: Asked): Promise<Record<string, string>> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'lectern-e2e-'))
  folders.push(dataDir)
  const variables = {
    PORT: String(port),
    DATA_DIR: dataDir,
    BASE_URL: `http://localhost:${port}${basePath}`,
    TRUSTED_PROXIES: '127.0.0.1, ::1',
    ...(contentDir ? { CONTENT_DIR: contentDir } : {}),
  }
  // One server has GitHub, the others have mail.
  if (provider === 'postgresql') {
    postgres = await startPostgres()
    const url = await createDatabase(postgres.url, `e2e_${process.pid}`)
    const database = withoutHaste({ provider, url }).url
    return { ...variables, DATABASE_URL: database, GITHUB_CLIENT_ID: 'a-client', GITHUB_CLIENT_SECRET: 'a-secret' }
  }
  const mails = path.dirname(nameMailFile(String(port), ''))
  folders.push(mails)
  mkdirSync(mails, { recursive: true })
  const { url } = await startMailbox((mail) =>
    writeFileSync(nameMailFile(String(port), mail.to, mail.subject), mail.token),
  )
  return {
    ...variables,
    DATABASE_URL: '',
    SMTP_URL: url,
    MAIL_FROM: 'Lectern <lectern@example.org>',
    SECURITY_CONTACT: 'security@example.org',
  }
}
