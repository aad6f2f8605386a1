import 'server-only'
import { after } from '../after'
import { getDatabase, isForeignKeyViolation, isTaken, type Database } from '../db'
import { createLink, findLink, mayAskForLink, mayMailLink, withdrawLink, withdrawLinks } from './mailed-links'
import { mailAddressChanged, mailConfirmation } from './messages'

const purpose = 'confirm-address'

/**
 * Mails a link by which a reader shows that an address is theirs: the one of their account, or the
 * one it shall have. False where they had several within the hour. Whether `to` is another account’s is not told.
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
    // The account was deleted meanwhile.
    if (isForeignKeyViolation(error)) return true
    throw error
  }
  after('Mailing a link to confirm an address', async () => {
    const others = await database.user.count({ where: { email: to, id: { not: reader.id } } })
    // Only a link that is mailed is worth anything.
    if (others || !(await mayMailLink(purpose, to, database))) await withdrawLink(purpose, token, database)
    else await mailConfirmation(to, token, reader.email !== to)
  })
  return true
}

/** Whose address a link is about; null where it is used up or too old. */
export async function readConfirming(token: string, database: Database = getDatabase()): Promise<string | null> {
  return (await findLink(purpose, token, database))?.userId ?? null
}

/** What became of a link that was followed. */
export type Confirmed = 'confirmed' | 'changed' | 'taken' | 'void'

/** Confirms the address that a link was mailed to; where it is new, it becomes the account’s. */
export async function confirmAddress(token: string, database: Database = getDatabase()): Promise<Confirmed> {
  const link = await findLink(purpose, token, database)
  if (!link?.userId || link.fromEmail === null) return 'void'
  const use = database.mailedLink.deleteMany({ where: { id: link.id } })
  try {
    // Both or neither: a link must not be used up by a change that was not made.
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
  // Links that lie in the former address’s mailbox must not open the account any more.
  await withdrawLinks(link.userId, database)
  const former = link.fromEmail
  after('Telling a former address', () => mailAddressChanged(former))
  return 'changed'
}

/** Gives an account another address at once, where no mail can be sent to confirm it. False where it is another account’s. */
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
