import 'server-only'
import { after } from '../after'
import { getDatabase, isForeignKeyViolation, isTaken, type Database } from '../db'
import { createLink, findLink, mayAskForLink, mayMailLink, withdrawLink, withdrawLinks } from './mailed-links'
import { mailAddressChanged, mailConfirmation } from './mails'

const purpose = 'confirm-address'

/**
 * Mails a link to confirm a reader's present or new address. Returns false after several requests within
 * an hour. Does not reveal whether another account uses `to`.
 */
export async function startConfirming(
  reader: { id: string; email: string },
  to: string,
  database = getDatabase(),
): Promise<boolean> {
  if (!(await mayAskForLink(reader.id, database))) return false
  let token: string
  try {
    token = await createLink(purpose, { userId: reader.id, fromEmail: reader.email, email: to }, database)
  } catch (error) {
    // The account was deleted in the meantime.
    if (isForeignKeyViolation(error)) return true
    throw error
  }
  after('Mailing a link to confirm an address', async () => {
    const others = await database.user.count({ where: { email: to, id: { not: reader.id } } })
    // An unmailed link is deleted.
    if (others || !(await mayMailLink(purpose, to, database))) await withdrawLink(purpose, token, database)
    else await mailConfirmation(to, token, reader.email !== to)
  })
  return true
}

/** Returns the reader whose address a link confirms; null if it was used or has expired. */
export async function readConfirming(token: string, database: Database = getDatabase()): Promise<string | null> {
  return (await findLink(purpose, token, database))?.userId ?? null
}

/** The result of following a confirmation link. */
export type Confirmed = 'confirmed' | 'changed' | 'taken' | 'void'

/** Confirms the address a link was mailed to. A new address replaces the account's. */
export async function confirmAddress(token: string, database: Database = getDatabase()): Promise<Confirmed> {
  const link = await findLink(purpose, token, database)
  if (!link?.userId || link.fromEmail === null) return 'void'
  const use = database.mailedLink.deleteMany({ where: { id: link.id } })
  try {
    // One transaction, so that a failed change does not use up the link.
    const [used, changed] = await database.$transaction([
      use,
      database.user.updateMany({
        where: { id: link.userId, email: link.fromEmail },
        data: { email: link.email, emailVerified: true },
      }),
    ])
    if (!used.count || !changed.count) return 'void'
  } catch (error) {
    if (!isTaken(error)) throw error
    await use
    return 'taken'
  }
  if (link.fromEmail === link.email) return 'confirmed'
  // Links already mailed to the former address must no longer open the account.
  await withdrawLinks(link.userId, database)
  const former = link.fromEmail
  after('Telling a former address', () => mailAddressChanged(former))
  return 'changed'
}

/** Changes an account's address without confirmation, for portals that can't send mail. Returns false if the address is taken. */
export async function changeAddress(reader: string, to: string, database: Database = getDatabase()): Promise<boolean> {
  try {
    await database.user.updateMany({ where: { id: reader }, data: { email: to, emailVerified: false } })
  } catch (error) {
    if (isTaken(error)) return false
    throw error
  }
  await withdrawLinks(reader, database)
  return true
}
