import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { providers, sampledProviders, withoutHaste } from '../scripts/testing/databases'
import { createDatabase, findFreePort, startPostgres } from '../scripts/testing/postgres'
import type { Prepared } from './prepared'

declare module 'vitest' {
  interface ProvidedContext {
    prepared: Prepared
  }
}

/**
 * Starts a PostgreSQL server for the run, and prepares a migrated database of each kind to copy. Without the tests of the
 * project "alone", as in `npm test`, only the kinds of the others, since each takes seconds.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  process.env.TEST_DATABASE_URL = server.url
  const folder = mkdtempSync(path.join(tmpdir(), 'lectern-prepared-'))
  const prepared: Prepared = {
    databases: {
      sqlite: `file:${path.join(folder, 'lectern.db')}`,
      postgresql: await createDatabase(server.url, `prepared_${randomUUID()}`),
    },
    content: path.join(folder, 'content.json'),
    servers: path.join(folder, 'servers'),
  }
  mkdirSync(prepared.servers)
  const kinds = project.vitest.projects.some(({ name }) => name === 'alone') ? providers : sampledProviders
  await Promise.all(
    kinds.map((provider) =>
      prepare(withoutHaste({ provider, url: prepared.databases[provider] }).url, folder, prepared.content),
    ),
  )
  project.provide('prepared', prepared)
  return async () => {
    // A worker ends before it could stop them. Each has a group of its own (faults/server.ts).
    for (const pid of readdirSync(prepared.servers)) process.kill(-Number(pid), 'SIGKILL')
    rmSync(folder, { recursive: true, force: true })
    await server.stop()
  }
}

/** Prepares a database and the content's lists in a separate process, whose output is in the error if it fails. */
async function prepare(url: string, folder: string, content: string): Promise<void> {
  const env = { ...process.env, DATABASE_URL: url, DATA_DIR: folder, BASE_URL: '', PORT: String(await findFreePort()) }
  const child = spawn(
    process.execPath,
    ['--conditions=react-server', 'scripts/run-bundled.mjs', 'assurance/prepare.ts', content],
    { env, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let said = ''
  child.stderr.on('data', (chunk) => (said += String(chunk)))
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  if (code !== 0) throw new Error(`No database could be prepared, which ended with ${code ?? signal}: ${said}`)
}
