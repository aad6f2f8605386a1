import 'server-only'
import { getDatabase, type Database } from '../db'

/** Unlinks GitHub from a reader's account. False if it was not linked. */
export async function unlinkGithub(reader: string, database: Database = getDatabase()): Promise<boolean> {
  return (await database.account.deleteMany({ where: { userId: reader, providerId: 'github' } })).count > 0
}

/** Whether GitHub was linked to a reader's account since then. */
export async function wasGithubLinkedSince(reader: string, since: Date, database: Database = getDatabase()): Promise<boolean> {
  return (await database.account.count({ where: { userId: reader, providerId: 'github', createdAt: { gte: since } } })) > 0
}
