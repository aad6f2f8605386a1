import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { prepare } from '../scripts/prepare'
import { serve } from '../scripts/serve'
import { withoutHaste } from '../scripts/testing/databases'
import { startMailbox } from '../scripts/testing/mailbox'
import { createDatabase, startPostgres, type TestPostgres } from '../scripts/testing/postgres'
import { nameMailFile } from './mail'

// Starts the portal for browser tests: the production build on a new database of the given kind.
const [provider, port, basePath = ''] = process.argv.slice(2)

const dataDir = mkdtempSync(path.join(tmpdir(), 'lectern-e2e-'))
let postgres: TestPostgres | undefined
if (provider === 'postgresql') postgres = await startPostgres()

// One server has GitHub, the other has mail.
if (postgres) Object.assign(process.env, { GITHUB_CLIENT_ID: 'a-client', GITHUB_CLIENT_SECRET: 'a-secret' })
else {
  mkdirSync(path.dirname(nameMailFile(port ?? '', '')), { recursive: true })
  const { url } = await startMailbox((mail) =>
    writeFileSync(nameMailFile(port ?? '', mail.to, mail.subject), mail.token),
  )
  Object.assign(process.env, {
    SMTP_URL: url,
    MAIL_FROM: 'Lectern <lectern@example.org>',
    SECURITY_CONTACT: 'security@example.org',
  })
}
Object.assign(process.env, {
  PORT: port,
  DATA_DIR: dataDir,
  BASE_URL: `http://localhost:${port}${basePath}`,
  TRUSTED_PROXIES: '127.0.0.1, ::1',
  DATABASE_URL: postgres
    ? withoutHaste({ provider: 'postgresql', url: await createDatabase(postgres.url, `e2e_${process.pid}`) }).url
    : '',
})
const env = await prepare()

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    await postgres?.stop()
    rmSync(dataDir, { recursive: true, force: true })
    rmSync(path.dirname(nameMailFile(port ?? '', '')), { recursive: true, force: true })
    process.exit(0)
  })
await serve('start', env)
