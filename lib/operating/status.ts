import { existsSync, statSync } from 'node:fs'
import { nameDatabase, openSnapshot, readMigrations, toFile } from '../db'
import type { Env } from '../env'
import { readBackupNote, type BackupNote } from './backup-note'
import { readApplied, readTables } from './tables'

/** Which migrations a database has, which it lacks, and which it has that are not ours: a newer Lectern's. */
export interface MigrationStatus {
  applied: string[]
  pending: string[]
  unknown: string[]
}

/** What an operator wants to know of a portal at a glance. */
export interface Status {
  database: string
  bytes: number
  readers: number
  guests: number
  marks: number
  sessions: number
  migrations: MigrationStatus
  /** The last one that this machine made, and whether its file is still there. */
  lastBackup: (BackupNote & { there: boolean }) | null
}

/** Looks which migrations a database has; changes nothing. */
export async function readMigrationStatus(database: Env['database']): Promise<MigrationStatus> {
  const names = readMigrations(database.provider).map(({ name }) => name)
  const applied =
    database.provider === 'sqlite' && !existsSync(toFile(database.url)) ? [] : await inSnapshot(database, readApplied)
  return {
    applied,
    pending: names.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !names.includes(name)),
  }
}

/** Looks the portal's database over; changes nothing. */
export async function readStatus({ database, dataDir }: Env): Promise<Status> {
  const migrations = await readMigrationStatus(database)
  const counts = await inSnapshot(database, async (connection) => {
    const there = (await readTables(connection)).map(({ name }) => name)
    const count = async (table: string, where = '') =>
      there.includes(table)
        ? Number((await connection.query(`SELECT count(*) AS rows FROM "${table}" ${where}`))[0]?.rows)
        : 0
    const [all, guests, marks, sessions] = [
      await count('user'),
      await count('user', 'WHERE "isAnonymous" = true'),
      await count('mark'),
      await count('session'),
    ]
    const bytes =
      database.provider === 'sqlite'
        ? sizeOf(toFile(database.url))
        : Number((await connection.query('SELECT pg_database_size(current_database()) AS bytes'))[0]?.bytes)
    return { bytes, readers: all - guests, guests, marks, sessions }
  })
  const note = readBackupNote(dataDir)
  const lastBackup = note && { ...note, there: existsSync(note.file) }
  return { database: nameDatabase(database), ...counts, migrations, lastBackup }
}

/** The file, with what is not yet in it. */
const sizeOf = (file: string) =>
  [file, `${file}-wal`].reduce((sum, each) => sum + (statSync(each, { throwIfNoEntry: false })?.size ?? 0), 0)

async function inSnapshot<T>(
  database: Env['database'],
  read: (connection: Awaited<ReturnType<typeof openSnapshot>>) => Promise<T>,
): Promise<T> {
  const connection = await openSnapshot(database)
  try {
    return await read(connection)
  } finally {
    await connection.close()
  }
}
