import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { embedPostgres } from '../../scripts/testing/postgres'

/** A PostgreSQL server of a test's own, to be broken. */
export interface BreakablePostgres {
  /** Its address up to a database's name. */
  url: string
  start(): Promise<void>
  /** PostgreSQL's own immediate shutdown: no checkpoint, the log is replayed at the next start. */
  crash(): Promise<void>
  /** Stops every process of the server where it stands, connections open, and lets them go on. */
  freeze(): void
  thaw(): void
  remove(): Promise<void>
}

/** Starts one, whatever server other tests use. */
export async function startBreakablePostgres(flags: string[] = []): Promise<BreakablePostgres> {
  const databaseDir = mkdtempSync(path.join(tmpdir(), 'lectern-breakable-'))
  const { server, url } = await embedPostgres(databaseDir, { postgresFlags: flags })
  const getPid = () => Number(readFileSync(path.join(databaseDir, 'postmaster.pid'), 'utf8').split('\n')[0])
  const isThere = (pid: number) => {
    try {
      return process.kill(pid, 0)
    } catch {
      return false
    }
  }
  const signalAll = (signal: NodeJS.Signals) => {
    const pid = getPid()
    const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(/\s+/)
      .map(Number)
    // Its parent first, which would start others in the place of those that are gone.
    for (const each of [pid, ...children]) process.kill(each, signal)
  }
  const crash = async () => {
    const pid = getPid()
    process.kill(pid, 'SIGQUIT')
    while (isThere(pid)) await wait(5)
  }
  return {
    url,
    start: () => server.start(),
    crash,
    freeze: () => signalAll('SIGSTOP'),
    thaw: () => signalAll('SIGCONT'),
    async remove() {
      // The library waits for the first process that it started, for ever where that has crashed.
      if (existsSync(path.join(databaseDir, 'postmaster.pid'))) await crash()
      rmSync(databaseDir, { recursive: true, force: true })
    },
  }
}
