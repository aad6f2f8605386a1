import { existsSync, statSync } from 'node:fs'
import { LibsqlError } from '@libsql/client'
import { getLog } from '../observing'
import { onceAProcess } from '../once-a-process'

/** The path of a SQLite database by its `file:` address. */
export function toFile(url: string): string {
  return decodeURIComponent(url.slice('file:'.length))
}

/** A SQLite file that this process has open. SQLite goes on writing to it when it is moved or deleted, and those writes are lost. */
interface OpenFile {
  device: bigint
  inode: bigint
  clients: number
  hadWal: boolean
  /** The WAL was deleted: what it held can't be found by the next process. Stays so until a restart. */
  lostWal: boolean
  isReported: boolean
}

/** By path, and one map per process: every bundled copy of this module must mean the same file. */
const openFiles = onceAProcess('open database files', () => new Map<string, OpenFile>())

/** Guards the file at `path` for one client, from just after the client has opened it until `close`. */
export function guardFile(path: string) {
  const { dev: device, ino: inode } = statSync(path, { bigint: true })
  const file = openFiles.get(path) ?? { device, inode, clients: 0, hadWal: false, lostWal: false, isReported: false }
  openFiles.set(path, file)
  file.clients++
  let isClosed = false

  return {
    /** Throws where `path` no longer leads to the file that was opened. */
    requireSame(): void {
      const now = statSync(path, { bigint: true, throwIfNoEntry: false })
      if (now?.dev === file.device && now.ino === file.inode && !file.lostWal) {
        file.isReported = false
        return
      }
      const what = !now ? 'moved or deleted' : file.lostWal ? 'separated from its -wal file' : 'replaced'
      if (!file.isReported)
        getLog().fatal(
          { file: path },
          `The database file was ${what} while the portal runs. Nothing more is written. Put the file back, or restart the portal to use the one that is there.`,
        )
      file.isReported = true
      throw new LibsqlError(`The database file was ${what}`, 'SQLITE_IOERR', undefined, 10)
    },
    /** The same after a write, which must also be in a WAL that the next process will find. */
    requireKept(): void {
      if (existsSync(`${path}-wal`)) file.hadWal = true
      else if (file.hadWal) file.lostWal = true
      this.requireSame()
    },
    close(): void {
      if (isClosed) return
      isClosed = true
      if (--file.clients === 0) openFiles.delete(path)
    },
  }
}
