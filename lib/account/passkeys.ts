import 'server-only'
import { getDatabase, type Database } from '../db'

/** A passkey as its reader sees it. */
export interface PasskeyOverview {
  id: string
  name: string
  createdAt: Date
  lastUsedAt: Date | null
}

/** Returns a reader's passkeys, oldest first. */
export async function readPasskeys(reader: string, database: Database = getDatabase()): Promise<PasskeyOverview[]> {
  return database.passkey.findMany({
    where: { userId: reader },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, createdAt: true, lastUsedAt: true },
  })
}

/** Renames one of a reader's passkeys. Returns false if the reader has no such passkey. */
export async function renamePasskey(
  reader: string,
  id: string,
  name: string,
  database: Database = getDatabase(),
): Promise<boolean> {
  return (await database.passkey.updateMany({ where: { id, userId: reader }, data: { name } })).count > 0
}

/** Removes one of a reader's passkeys. Returns false if the reader has no such passkey. */
export async function removePasskey(reader: string, id: string, database: Database = getDatabase()): Promise<boolean> {
  return (await database.passkey.deleteMany({ where: { id, userId: reader } })).count > 0
}
