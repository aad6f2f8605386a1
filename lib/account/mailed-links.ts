import 'server-only'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { getDatabase, type Database } from '../db'
import { consumeRateLimit } from '../limits'

// Links that are mailed prove that their reader gets what is sent to an address. Only a hash of each is
// kept. A link is deleted when it is used, so it works once.

const hour = 60 * 60 * 1000

/** What a link may be mailed for. */
export type LinkPurpose = 'sign-up' | 'confirm-address' | 'reset-password'

/** How many links are mailed to one address within an hour; more would only fill somebody's mailbox. */
const perHour = { max: 5, window: 60 * 60 }

function hashToken(purpose: LinkPurpose, token: string): string {
  return createHash('sha256').update(`${purpose}:${token}`).digest('base64url')
}

/** What a link stands for; which columns it has depends on its purpose. */
interface LinkContent {
  email: string
  userId?: string
  fromEmail?: string
  name?: string
  password?: string
  next?: string
}

/** Keeps a link for an hour. Returns the token to mail. */
export async function createLink(purpose: LinkPurpose, content: LinkContent, database: Database): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  await database.mailedLink.create({
    data: {
      id: randomUUID(),
      purpose,
      tokenHash: hashToken(purpose, token),
      ...content,
      expiresAt: new Date(Date.now() + hour),
    },
  })
  return token
}

/** Deletes one link, so that it is worth nothing. */
export async function withdrawLink(purpose: LinkPurpose, token: string, database: Database): Promise<void> {
  await database.mailedLink.deleteMany({ where: { tokenHash: hashToken(purpose, token) } })
}

/** Returns a link that is neither used nor too old, else null. Whoever uses it deletes its row: of many at the same moment one does. */
export async function findLink(purpose: LinkPurpose, token: string, database: Database) {
  return database.mailedLink.findFirst({
    where: { purpose, tokenHash: hashToken(purpose, token), expiresAt: { gt: new Date() } },
  })
}

/** Counts a message with a link. False where the address had as many as it may within the hour. */
export async function mayMailLink(purpose: LinkPurpose, address: string, database = getDatabase()): Promise<boolean> {
  return (await consumeRateLimit(`mail-${purpose}:${address}`, perHour, database)) === null
}

/** Counts a link that a reader asks for. False where they asked for as many as they may within the hour. */
export async function mayAskForLink(reader: string, database: Database): Promise<boolean> {
  return (await consumeRateLimit(`asked-links:${reader}`, perHour, database)) === null
}

/** Makes every link worthless that was mailed for an account, and every sign-in that waits for a code. */
export async function withdrawLinks(reader: string, database = getDatabase()): Promise<void> {
  // better-auth keeps the reader's id, and nothing else, as the value of a sign-in that waits.
  await Promise.all([
    database.mailedLink.deleteMany({ where: { userId: reader } }),
    database.verification.deleteMany({ where: { value: reader } }),
  ])
}
