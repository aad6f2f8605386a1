import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { openSnapshot, type Connection } from '../db'
import { UserFacingError, type Env } from '../env'
import { makeFolder } from '../make-folder'
import { writeBackupNote } from './backup-note'
import { copyDatabase, type Copy, type Header } from './copy'
import { readBackup } from './read-backup'
import { toLine } from './rows'

/** A backup that was written and completely read back. */
export interface Backup {
  /** Absolute path. */
  file: string
  bytes: number
  header: Header
}

/** Reports progress, in rows. */
export type Progress = (done: number, all: number) => void

/**
 * Writes a snapshot of the database into a file, while others may write to the database. The file gets its name only
 * once it is complete on disk and was read back.
 */
export async function writeBackup(
  env: Pick<Env, 'database' | 'dataDir'>,
  file: string,
  lectern: string,
  { signal, onProgress = () => {} }: { signal?: AbortSignal; onProgress?: Progress } = {},
): Promise<Backup> {
  if (existsSync(file)) throw new UserFacingError(`${file} already exists. Name another file, or move that one.`)
  const draft = `${file}.${randomUUID()}.part`
  const connection = await openSnapshot(env.database)
  try {
    await checkIntegrity(connection)
    const copy = await copyDatabase(connection, lectern)
    if (!copy.header.migrations.length) throw new UserFacingError('The database is empty: there is nothing to back up.')
    makeFolder(path.dirname(file), 0o700)
    await pipeline(
      Readable.from(writeLines(copy, onProgress)),
      createGzip(),
      createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }),
      { signal },
    )
    const { header, rows } = await readBackup(draft)
    for await (const _ of rows()) signal?.throwIfAborted()
    renameSync(draft, file)
    await flushFolder(path.dirname(file))
    const made = { file, bytes: statSync(file).size, header }
    writeBackupNote(env.dataDir, { file, bytes: made.bytes, at: made.header.createdAt })
    return made
  } catch (error) {
    throw explainFile(error, file)
  } finally {
    rmSync(draft, { force: true })
    await connection.close()
  }
}

async function* writeLines(copy: Copy, onProgress: Progress): AsyncGenerator<string> {
  const hash = createHash('sha256')
  const hashed = (text: string) => {
    hash.update(text)
    return text
  }
  yield hashed(`${JSON.stringify(copy.header)}\n`)
  const all = copy.header.tables.reduce((sum, { rows }) => sum + rows, 0)
  let current = ''
  let done = 0
  for await (const { table, rows } of copy.rows()) {
    if (table !== current) yield hashed(`${JSON.stringify({ table })}\n`)
    current = table
    // Joined, since small chunks compress slowly; `rows` is bounded to fit in memory.
    yield hashed(rows.map(toLine).join(''))
    onProgress((done += rows.length), all)
  }
  yield `${JSON.stringify({ end: true, tables: copy.sums(), sha256: hash.digest('hex') })}\n`
}

/** Refuses a damaged SQLite database: a backup of it would be damaged too. */
async function checkIntegrity(connection: Connection): Promise<void> {
  if (connection.provider === 'postgresql') return
  const [row] = await connection.query('PRAGMA integrity_check(1)')
  if (row?.integrity_check !== 'ok')
    throw new UserFacingError(
      `The database is damaged (${String(row?.integrity_check).replaceAll('\n', ' ')}), so no backup was made. Keep your earlier backups.`,
    )
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

function explainFile(error: unknown, file: string): unknown {
  const { code, path: where } = error as NodeJS.ErrnoException
  if (
    error instanceof UserFacingError ||
    !code ||
    !/^E[A-Z]+$/.test(code) ||
    (where && !where.startsWith(path.dirname(file)))
  )
    return error
  return new UserFacingError(
    `${file} can't be written (${code}). ${code === 'ENOSPC' ? 'The disk is full. Free some space.' : 'Name a file in a folder that this user can write to.'}`,
  )
}
