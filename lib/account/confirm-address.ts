import 'server-only'
import { z } from 'zod'
import { getDatabase, isTaken, type Database } from '../db'
import { doLater } from '../mail'
import { createLink, findLink, hadEnoughLinks, withdrawLinks, withdrawLinksOfNobody } from './mailed-links'
import { mailAddressChanged, mailConfirmation } from './messages'

const purpose = 'confirm-address'

/** The account, its address when the link was made, and the address that the link was mailed to. */
const confirmation = z.object({ reader: z.string(), from: z.string(), to: z.string() })

/**
 * Mails a link by which a reader shows that an address is theirs: the one of their account, or the
 * one it shall have. False where they had several within the hour. Whether `to` is another account’s is not told.
 */
export async function startConfirming(reader: { id: string; email: string }, to: string, database = getDatabase()): Promise<boolean> {
  if (await hadEnoughLinks(reader.id, undefined, database)) return false
  const token = await createLink(purpose, { reader: reader.id, from: reader.email, to }, database)
  doLater('Mailing a link to confirm an address', async () => {
    if (await withdrawLinksOfNobody(reader.id, database)) return
    const others = await database.user.count({ where: { email: to, id: { not: reader.id } } })
    if (!others) await mailConfirmation(to, token, reader.email !== to)
  })
  return true
}

/** Whose address a link is about; null where it is used up or too old. */
export async function readConfirming(token: string, database: Database = getDatabase()): Promise<string | null> {
  return confirmation.safeParse((await findLink(purpose, token, database))?.value).data?.reader ?? null
}

/** What became of a link that was followed. */
export type Confirmed = 'confirmed' | 'changed' | 'taken' | 'void'

/** Confirms the address that a link was mailed to; where it is new, it becomes the account’s. */
export async function confirmAddress(token: string, database: Database = getDatabase()): Promise<Confirmed> {
  const { id, value } = (await findLink(purpose, token, database)) ?? {}
  const { data: link } = confirmation.safeParse(value)
  if (!id || !link) return 'void'
  const use = database.verification.deleteMany({ where: { id } })
  try {
    // Both or neither: a link must not be used up by a change that was not made.
    const [used, changed] = await database.$transaction([use, database.user.updateMany({ where: { id: link.reader, email: link.from }, data: { email: link.to, emailVerified: true } })])
    if (!used.count || !changed.count) return 'void'
  } catch (error) {
    if (!isTaken(error)) throw error
    await use
    return 'taken'
  }
  if (link.from === link.to) return 'confirmed'
  // Links that lie in the former address’s mailbox must not open the account any more.
  await withdrawLinks(link.reader, database)
  doLater('Telling a former address', () => mailAddressChanged(link.from))
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
