import 'server-only'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { getDatabase, type Database } from '../db'

// Links that are mailed prove that their reader gets what is sent to an address. Of each only a
// hash is kept, in the table where better-auth keeps its own; each works once.

/** How many links are mailed for one account within an hour; more would only fill somebody’s mailbox. */
const mostAnHour = 5
const hour = 60 * 60 * 1000

/** How the names begin of sign-ins that wait for a code, which are kept in the same table and are no links. */
export const challengePrefix = 'challenge:'

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

/** Makes one link worthless; its row still counts as one that was asked for. */
export async function withdrawLink(purpose: string, token: string, database: Database): Promise<void> {
  await database.verification.updateMany({ where: { identifier: hashToken(purpose, token) }, data: { expiresAt: new Date(0) } })
}

/** A link that is neither used nor too old, and what it stands for. Whoever uses it removes its row: of many at the same moment one does. */
export async function findLink(purpose: string, token: string, database: Database): Promise<{ id: string; value: unknown } | null> {
  const link = await database.verification.findFirst({ where: { identifier: hashToken(purpose, token), expiresAt: { gt: new Date() } } })
  return link && { id: link.id, value: JSON.parse(link.value) }
}

/** Whether an account has had its share of links within the last hour. */
export async function hadEnoughLinks(reader: string, most = mostAnHour, database = getDatabase()): Promise<boolean> {
  // better-auth's for a new password hold the reader's id and no more; ours begin with it.
  const ofReader = [{ value: reader, NOT: { identifier: { startsWith: challengePrefix } } }, { value: { startsWith: `{"reader":"${reader}"` } }]
  return (await database.verification.count({ where: { OR: ofReader, createdAt: { gt: new Date(Date.now() - hour) } } })) >= most
}

/** Whether a link to a new account comes after as many as an address is mailed within an hour. Of several at the same moment the first are mailed, and now and then one more. */
export async function isOneTooMany(purpose: string, token: string, email: string, database: Database): Promise<boolean> {
  const asked = { value: { startsWith: `{"email":${JSON.stringify(email)},` }, createdAt: { gt: new Date(Date.now() - hour) } }
  const first = await database.verification.findMany({ where: asked, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], take: mostAnHour, select: { identifier: true } })
  return !first.some(({ identifier }) => identifier === hashToken(purpose, token))
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
  await database.passkey.deleteMany({ where: { userId: reader.id } })
  await database.user.updateMany({ where: { id: reader.id }, data: { emailVerified: true } })
}
