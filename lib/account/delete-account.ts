import 'server-only'
import { emptyWal, getDatabase } from '../db'
import { withdrawLinks } from './mailed-links'

/**
 * Deletes an account with its sessions, credentials, links and marks in one statement. Concurrent writes for it
 * fail on the foreign key. Then deletes its unfinished two-factor sign-ins, which better-auth does not link to it.
 */
export async function deleteAccount(reader: string, database = getDatabase()): Promise<void> {
  await database.user.deleteMany({ where: { id: reader } })
  await withdrawLinks(reader, database)
  await emptyWal(database)
}
