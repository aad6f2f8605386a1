import { createHmac, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClient } from '@libsql/client'
import pg from 'pg'
import { connect, migrate } from '@/lib/db'
import type { Env } from '@/lib/env'
import { createDatabase } from '../../scripts/testing/postgres'
import { address } from './server'

/** A database with readers, and the variables of a server that uses it. */
export interface Store {
  env: Env['database']
  folder: string
  variables: Record<string, string>
  /** Adds readers with sessions, without any form. */
  addReaders(count: number): Promise<StoredReader[]>
  /** Queries the database on a separate connection. */
  read(sql: string): Promise<Record<string, unknown>[]>
  remove(): void
}

/** A reader of a store with a session. */
export interface StoredReader {
  id: string
  cookie: string
}

/** The secret that signs their sessions. */
export const secret = 'a secret for the tests of faults, 32 characters and more'

/** Returns a session's cookie, named as by the servers and signed like better-auth's. */
export function signSession(token: string): string {
  return `portal-session~${new URL(address).port}=${encodeURIComponent(`${token}.${createHmac('sha256', secret).update(token).digest('base64')}`)}`
}

/** Opens an empty, migrated database: a file in `folder`, or on the given PostgreSQL server. */
export async function openStore({
  postgres,
  folder = mkdtempSync(path.join(tmpdir(), 'lectern-faults-')),
}: { postgres?: { url: string }; folder?: string } = {}): Promise<Store> {
  const env: Env['database'] = postgres
    ? { provider: 'postgresql', url: await createDatabase(postgres.url, `faults_${randomUUID()}`) }
    : { provider: 'sqlite', url: `file:${path.join(folder, 'lectern.db')}` }
  await migrate(env)
  return {
    env,
    folder,
    // Without guests, a reader whose session is not recognised is refused.
    variables: { DATABASE_URL: env.url, DATA_DIR: folder, AUTH_SECRET: secret, GUESTS: 'off' },
    async addReaders(count) {
      const database = connect(env)
      const readers = Array.from({ length: count }, () => ({
        id: randomUUID(),
        token: randomUUID().replaceAll('-', ''),
      }))
      await database.user.createMany({
        data: readers.map(({ id }) => ({ id, name: 'Reader', email: `${id}@example.org` })),
      })
      await database.session.createMany({
        data: readers.map(({ id, token }) => ({
          id: randomUUID(),
          token,
          userId: id,
          expiresAt: new Date(Date.now() + 1e9),
        })),
      })
      await database.$disconnect()
      return readers.map(({ id, token }) => ({ id, cookie: signSession(token) }))
    },
    async read(sql) {
      if (env.provider === 'sqlite') {
        const client = createClient({ url: env.url, timeout: 5000 })
        const { rows } = await client.execute(sql)
        client.close()
        return rows as unknown as Record<string, unknown>[]
      }
      const client = new pg.Client({ connectionString: env.url })
      await client.connect()
      return (await client.query<Record<string, unknown>>(sql).finally(() => client.end())).rows
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
