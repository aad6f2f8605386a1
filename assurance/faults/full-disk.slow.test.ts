import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { getContent } from '../prepared'
import { report } from '../report'
import { get, startServer, type Server, patience } from './server'
import { openStore, type Store } from './store'
import { countAcked, judge, newHistory, writeAll } from './writers'

// The disk of the SQLite file fills up during writes, and is freed later.

const folder = mkdtempSync(path.join(tmpdir(), 'lectern-full-'))
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder], { encoding: 'utf8' })
let server: Server | undefined
let store: Store | undefined

afterAll(async () => {
  await server?.stop('SIGKILL')
  if (mounted.status === 0) execFileSync('umount', ['-l', folder])
  rmSync(folder, { recursive: true, force: true })
})

it(
  'R10: a full disk refuses writes, keeps acknowledged ones, and accepts writes again once there is space',
  async () => {
    if (mounted.status !== 0)
      return report(
        'R10',
        '',
        `not tried: a disk of 2 MB needs the right to mount (${mounted.stderr.trim() || String(mounted.error)})`,
      )
    store = await openStore({ folder })
    const readers = await store.addReaders(8)
    const resources = getContent()
      .resources.map(({ id }) => id)
      .slice(0, 20)
    const scratch = mkdtempSync(path.join(tmpdir(), 'lectern-full-'))
    server = await startServer({ ...store.variables, DATA_DIR: scratch })
    const history = newHistory()
    const run = (until: () => boolean) => writeAll(history, server!.base, readers, resources, until)
    await run(() => countAcked(history) >= 40)

    const { bavail, bsize } = statfsSync(folder)
    writeFileSync(path.join(folder, 'ballast'), Buffer.alloc(bavail * bsize))
    expect(statfsSync(folder).bavail).toBe(0)
    const refused = () => (history.statuses.get(503) ?? 0) + (history.statuses.get(507) ?? 0)
    await run(() => refused() >= 40)
    const page = await get(server.base, '/prometheus', readers[0]!.cookie)
    expect([page.status, page.text.includes('can’t be reached')]).toEqual([200, false])

    rmSync(path.join(folder, 'ballast'))
    const before = countAcked(history)
    await run(() => countAcked(history) >= before + 40)
    await server.stop('SIGKILL')
    const verdict = await judge(history, store)
    const statuses = Object.fromEntries(history.statuses)
    report(
      'R10',
      '',
      `${countAcked(history)} acknowledged, ${refused()} refused while it was full, ${verdict.lost + verdict.behind} lost; sound, and writing again once there was room`,
    )
    expect(verdict).toEqual({ lost: 0, behind: 0, ghosts: 0 })
    expect(await store.read('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
    expect(Object.keys(statuses).filter((status) => !['200', '503', '507'].includes(status))).toEqual([])
    rmSync(scratch, { recursive: true, force: true })
  },
  patience,
)
