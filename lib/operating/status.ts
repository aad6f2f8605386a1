import { existsSync, statSync } from 'node:fs'
import { nameDatabase, openSnapshot, readMigrations, toFile } from '../db'
import type { Env } from '../env'
import { readBackupNote, type BackupNote } from './backup-note'
import { readApplied, readTables } from './tables'

/** Migrations that a database has, that it lacks, and that only a newer version knows. */
export interface MigrationStatus {
  applied: string[]
  pending: string[]
  unknown: string[]
}

/** The state of a portal for an operator. */
export interface Status {
  database: string
  bytes: number
  readers: number
  guests: number
  marks: number
  sessions: number
  migrations: MigrationStatus
  /** The last backup made on this machine, and whether its file still exists. */
  lastBackup: (BackupNote & { there: boolean }) | null
}

/** Reads which migrations a database has. Changes nothing. */
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

/** Reads the state of the portal's database. Changes nothing. */
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

/** Returns the size of a SQLite file and its WAL. */
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
