import 'server-only'
import { emptyWal, getDatabase } from '../db'
import { withdrawLinks } from './mailed-links'

/**
 * Deletes an account. One statement takes the account, its sessions, ways in, links and marks, or nothing;
 * what is written for it at the same moment is refused by the database. Then its sign-ins that wait for a code
 * go too, which better-auth does not tie to the account.
 */
export async function deleteAccount(reader: string, database = getDatabase()): Promise<void> {
  await database.user.deleteMany({ where: { id: reader } })
  await withdrawLinks(reader, database)
  await emptyWal(database)
}
