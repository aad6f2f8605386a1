import 'server-only'
import { getDatabase } from '../db'

/**
 * Deletes an account. One statement takes the account, its sessions, ways in and marks, or nothing;
 * what is written for it at the same moment is refused by the database. Then what pending links and
 * sign-ins say of it goes too.
 */
export async function deleteAccount(reader: string, database = getDatabase()): Promise<void> {
  const user = await database.user.findUnique({ where: { id: reader }, select: { email: true } })
  await database.user.deleteMany({ where: { id: reader } })
  const traces = [reader, ...(user ? [JSON.stringify(user.email)] : [])]
  const pending = await database.verification.findMany({ where: { OR: traces.map((trace) => ({ value: { contains: trace } })) }, select: { id: true, value: true } })
  // The database takes "_" for any letter; here an address is only itself.
  const ids = pending.filter(({ value }) => traces.some((trace) => value.includes(trace))).map(({ id }) => id)
  if (ids.length) await database.verification.deleteMany({ where: { id: { in: ids } } })
}
