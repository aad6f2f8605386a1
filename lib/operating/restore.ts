import { existsSync, rmSync } from 'node:fs'
import { countOthers, lock, nameDatabase, openSnapshot, toFile } from '../db'
import { UserFacingError, type Env } from '../env'
import type { Progress } from './backup'
import { copyDatabase, type Header } from './copy'
import { loadCopy, type Loaded } from './load-copy'
import { readBackup } from './read-backup'
import { readTables } from './tables'

/** Restores a backup into a database, after verifying all of it. */
export async function restoreBackup(
  database: Env['database'],
  file: string,
  {
    replace,
    besideOthers = false,
    onProgress,
  }: { replace?: boolean; besideOthers?: boolean; onProgress?: Progress } = {},
): Promise<Loaded & { header: Header }> {
  const copy = await readBackup(file)
  for await (const _ of copy.rows()) continue
  if (!besideOthers) await requireAlone(database)
  return {
    ...(await removeUnlessDone(database, () => loadCopy(database, copy, { replace, onProgress }))),
    header: copy.header,
  }
}

/** Copies a database into an empty one, while the first is locked. A rehearsal does not lock it, and keeps nothing. */
export async function moveDatabase(
  from: Env['database'],
  to: Env['database'],
  lectern: string,
  { rehearsal = false, onProgress }: { rehearsal?: boolean; onProgress?: Progress } = {},
): Promise<Loaded> {
  if (from.url === to.url)
    throw new UserFacingError('The source and target database are the same. Name another target.')
  if (!rehearsal) await requireAlone(from)
  // Opening it for locking would create a missing database.
  await (await openSnapshot(from)).close()
  const connection = await (rehearsal ? openSnapshot(from) : lock(from))
  try {
    const tables = await readTables(connection)
    if (!tables.length)
      throw new UserFacingError(`The database (${nameDatabase(from)}) is empty: there is nothing to move.`)
    if (!rehearsal && from.provider === 'postgresql')
      await connection.script(`LOCK TABLE ${tables.map(({ name }) => `"${name}"`).join(', ')} IN SHARE MODE`)
    return await removeUnlessDone(
      to,
      async () => loadCopy(to, await copyDatabase(connection, lectern), { keep: !rehearsal, onProgress }),
      !rehearsal,
    )
  } finally {
    await connection.close()
  }
}

async function requireAlone(database: Env['database']): Promise<void> {
  const others = await countOthers(database)
  if (others)
    throw new UserFacingError(
      `${database.provider === 'sqlite' ? 'Another program has' : `${others} other connections have`} the database open (${nameDatabase(database)}), probably a running portal. Stop it first.`,
    )
}

/** Removes a SQLite file created by a failed or rehearsed load. */
async function removeUnlessDone<T>(database: Env['database'], run: () => Promise<T>, keep = true): Promise<T> {
  const file = database.provider === 'sqlite' && !existsSync(toFile(database.url)) ? toFile(database.url) : null
  let done = false
  try {
    const result = await run()
    done = keep
    return result
  } finally {
    if (file && !done) for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
  }
}
