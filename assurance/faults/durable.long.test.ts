import { readFileSync } from 'node:fs'
import path from 'node:path'
import { spawnSync } from 'node:child_process'
import { afterEach, expect, it, vi } from 'vitest'
import { getContent } from '../prepared'
import { report } from '../report'
import { startBreakablePostgres } from './postgres'
import { patience, post, startServer, type Server } from './server'
import { openStore, type Store } from './store'

// SQLite must sync its log to disk between writing a change and the response.

const marks = 50
let server: Server | undefined
let store: Store

afterEach(async () => {
  await server?.stop('SIGKILL')
  server = undefined
  store.remove()
})

/** Counts the responses after their change was written and synced. */
function countDurable(trace: string): number {
  const events = trace
    .split('\n')
    .flatMap((line) =>
      /pwrite64\(.*-wal>/.test(line)
        ? ['log']
        : /(fdatasync|fsync)\(.*-wal>/.test(line)
          ? ['kept']
          : /writev?\(.*HTTP\/1\.1 200/.test(line)
            ? ['answer']
            : [],
    )
  let [durable, written, kept] = [0, false, false]
  for (const event of events) {
    if (event === 'log') [written, kept] = [true, false]
    else if (event === 'kept') kept = true
    else {
      if (written && kept) durable++
      ;[written, kept] = [false, false]
    }
  }
  return durable
}

it(
  'R3: SQLite syncs a mark to disk before it is acknowledged',
  async () => {
    if (spawnSync('strace', ['-V']).status !== 0) return report('R3', 'sqlite', 'not tried: there is no strace here')
    store = await openStore()
    const [reader] = await store.addReaders(1)
    const resource = getContent().resources[0]!.id
    const trace = path.join(store.folder, 'trace')
    server = await startServer(store.variables, {
      before: [
        'strace',
        '-D',
        '-f',
        '-y',
        '-s',
        '16',
        '-e',
        'trace=pwrite64,fdatasync,fsync,write,writev',
        '-o',
        trace,
      ],
    })
    const write = (note: string) => post(server!.base, 'notes', { resource, note }, reader!.cookie)
    while ((await write('warm')).status !== 200);
    for (let index = 0; index < marks; index++) expect((await write(String(index))).status).toBe(200)
    await server.stop()

    // The last line comes from another process.
    await vi.waitUntil(() => readFileSync(trace, 'utf8').includes(`${server!.pid} +++ exited`), { timeout: 20_000 })
    const durable = countDurable(readFileSync(trace, 'utf8'))
    report(
      'R3',
      'sqlite',
      `${Math.min(durable, marks)} of ${marks} marks written, kept on the disk, and then acknowledged`,
    )
    expect(durable).toBeGreaterThanOrEqual(marks)
  },
  patience,
)

it(
  'R3: PostgreSQL by default syncs each commit to disk',
  async () => {
    const postgres = await startBreakablePostgres()
    store = await openStore({ postgres })
    const settings = await store.read(
      `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes')`,
    )
    await postgres.remove()
    report('R3', 'postgresql', settings.map(({ name, setting }) => `${String(name)} ${String(setting)}`).join(', '))
    expect(settings.map(({ setting }) => setting)).toEqual(['on', 'on', 'on'])
  },
  patience,
)

it('R3: control: a response before the sync is not counted', () => {
  const [log, disk, answer] = [
    '7 pwrite64(21</tmp/x/lectern.db-wal>, "…", 4096, 0) = 4096',
    '7 fdatasync(21</tmp/x/lectern.db-wal>) = 0',
    '1 writev(30<socket:[1]>, [{iov_base="HTTP/1.1 200 OK\\r\\n"',
  ]
  expect(countDurable([log, disk, answer].join('\n'))).toBe(1)
  expect(countDurable([log, answer, disk].join('\n'))).toBe(0)
  expect(countDurable([log, disk, log, answer].join('\n'))).toBe(0)
})
