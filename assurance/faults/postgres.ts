import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { embedPostgres } from '../../scripts/testing/postgres'

/** A PostgreSQL server that a test can break. */
export interface BreakablePostgres {
  /** The address without a database name. */
  url: string
  start(): Promise<void>
  /** Stops PostgreSQL immediately, without a checkpoint; the next start replays the log. */
  crash(): Promise<void>
  /** Pauses all processes of the server with open connections, and resumes them. */
  freeze(): void
  thaw(): void
  remove(): Promise<void>
}

/** Starts such a server, independent of other tests. */
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
    // The parent first, since it would restart the others.
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
      // The library would wait forever for its first process if that has crashed.
      if (existsSync(path.join(databaseDir, 'postmaster.pid'))) await crash()
      rmSync(databaseDir, { recursive: true, force: true })
    },
  }
}
