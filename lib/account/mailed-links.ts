import 'server-only'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { getDatabase, type Database } from '../db'

// Links that are mailed prove that their reader gets what is sent to an address. Of each only a
// hash is kept, in the table where better-auth keeps its own; each works once.

/** How many links are mailed for one account within an hour; more would only fill somebody’s mailbox. */
const mostAnHour = 5
const hour = 60 * 60 * 1000

function hashToken(purpose: string, token: string): string {
  return createHash('sha256').update(`${purpose}:${token}`).digest('base64url')
}

/** Keeps what a link stands for, for an hour, and gives the token to mail. */
export async function createLink(purpose: string, value: Record<string, string>, database: Database): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  await database.verification.create({
    data: { id: randomUUID(), identifier: hashToken(purpose, token), value: JSON.stringify(value), expiresAt: new Date(Date.now() + hour) },
  })
  return token
}

/** What a link stands for, without using it up; null where it is used up or too old. */
export async function readLink(purpose: string, token: string, database: Database): Promise<unknown> {
  const link = await database.verification.findFirst({ where: { identifier: hashToken(purpose, token), expiresAt: { gt: new Date() } } })
  return link && JSON.parse(link.value)
}

/** Makes one link worthless; its row still counts as one that was asked for. */
export async function withdrawLink(purpose: string, token: string, database: Database): Promise<void> {
  await database.verification.updateMany({ where: { identifier: hashToken(purpose, token) }, data: { expiresAt: new Date(0) } })
}

/** What a link stands for, once: of many who follow it at the same moment one is given it, the others null. */
export async function takeLink(purpose: string, token: string, database: Database): Promise<unknown> {
  const link = await database.verification.findFirst({ where: { identifier: hashToken(purpose, token), expiresAt: { gt: new Date() } } })
  if (!link) return null
  const { count } = await database.verification.deleteMany({ where: { id: link.id } })
  return count ? JSON.parse(link.value) : null
}

/** Whether an account has had its share of links within the last hour. */
export async function hadEnoughLinks(reader: string, most = mostAnHour, database = getDatabase()): Promise<boolean> {
  // better-auth's for a new password hold the reader's id and no more; ours begin with it.
  const ofReader = [{ value: reader }, { value: { startsWith: `{"reader":"${reader}"` } }]
  return (await database.verification.count({ where: { OR: ofReader, createdAt: { gt: new Date(Date.now() - hour) } } })) >= most
}

/** Whether more accounts were asked for at an address, within the hour, than it is mailed about. */
export async function hadEnoughSignUps(email: string, database: Database): Promise<boolean> {
  const asked = { value: { startsWith: `{"email":${JSON.stringify(email)},` }, createdAt: { gt: new Date(Date.now() - hour) } }
  return (await database.verification.count({ where: asked })) > mostAnHour
}

/** Makes every link worthless that was mailed for an account. */
export async function withdrawLinks(reader: string, database = getDatabase()): Promise<void> {
  await database.verification.deleteMany({ where: { value: { contains: reader } } })
}

/** Removes a link that was made while its account was being deleted. */
export async function withdrawLinksOfNobody(reader: string, database = getDatabase()): Promise<boolean> {
  const gone = (await database.user.count({ where: { id: reader } })) === 0
  if (gone) await withdrawLinks(reader, database)
  return gone
}

/**
 * After a password was set by a mailed link: the address is its reader’s own, and until then somebody
 * else may have made the account; so other ways in that were set up before the proof are taken away.
 */
export async function settleAfterReset(reader: { id: string; emailVerified: boolean }, database = getDatabase()): Promise<void> {
  await withdrawLinks(reader.id, database)
  if (reader.emailVerified) return
  await database.account.deleteMany({ where: { userId: reader.id, providerId: { not: 'credential' } } })
  await database.user.updateMany({ where: { id: reader.id }, data: { emailVerified: true } })
}
