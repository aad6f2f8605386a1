import 'server-only'
import { getDatabase, type Database } from '../db'

/** Unlinks GitHub from a reader's account. False if it was not linked. */
export async function unlinkGithub(reader: string, database: Database = getDatabase()): Promise<boolean> {
  return (await database.account.deleteMany({ where: { userId: reader, providerId: 'github' } })).count > 0
}
