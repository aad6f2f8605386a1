import { existsSync, statSync } from 'node:fs'
import { LibsqlError } from '@libsql/client'
import { getLog } from '../observing'
import { onceAProcess } from '../once-a-process'

/** Returns the path of a SQLite `file:` address. */
export function toFile(url: string): string {
  return decodeURIComponent(url.slice('file:'.length))
}

/** A SQLite file that this process has open. If it is moved or deleted, SQLite keeps writing to it, and those writes are lost. */
interface OpenFile {
  device: bigint
  inode: bigint
  clients: number
  hadWal: boolean
  /** Whether the WAL was deleted with data in it. Stays true until a restart. */
  lostWal: boolean
  isReported: boolean
}

/** Open files by path. One map per process, shared by all bundled copies of this module. */
const openFiles = onceAProcess('open database files', () => new Map<string, OpenFile>())

/** Guards the file of a client, from just after the client opened it until `close`. */
export function guardFile(path: string) {
  const { dev: device, ino: inode } = statSync(path, { bigint: true })
  const file = openFiles.get(path) ?? { device, inode, clients: 0, hadWal: false, lostWal: false, isReported: false }
  openFiles.set(path, file)
  file.clients++
  let isClosed = false

  return {
    /** Throws if `path` is no longer the file that was opened. */
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
          `The database file was ${what} while the portal was running. Writes are refused until you put the file back, or restart the portal to use the present file.`,
        )
      file.isReported = true
      throw new LibsqlError(`The database file was ${what}`, 'SQLITE_IOERR', undefined, 10)
    },
    /** Checks the file after a write, and that the WAL still exists. */
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
