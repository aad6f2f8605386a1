import 'server-only'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { getDatabase, type Database } from '../db'
import { consumeRateLimit } from '../rate-limit'

// A mailed link proves that its reader receives mail at an address. Only its hash is stored, and the row is
// deleted on use.

const hour = 60 * 60 * 1000

/** The purpose of a mailed link. */
export type LinkPurpose = 'sign-up' | 'confirm-address' | 'reset-password'

/** Most links mailed to one address per hour; more would flood a mailbox. */
const perHour = { max: 5, window: 60 * 60 }

function hashToken(purpose: LinkPurpose, token: string): string {
  return createHash('sha256').update(`${purpose}:${token}`).digest('base64url')
}

/** Data stored with a link; the columns set depend on its purpose. */
interface LinkContent {
  email: string
  userId?: string
  fromEmail?: string
  name?: string
  password?: string
  next?: string
}

/** Stores a link for an hour. Returns the token to mail. */
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

/** Deletes a link. */
export async function withdrawLink(purpose: LinkPurpose, token: string, database: Database): Promise<void> {
  await database.mailedLink.deleteMany({ where: { tokenHash: hashToken(purpose, token) } })
}

/**
 * Returns a link that is neither used nor expired, else null. Callers use it by deleting its row, which only one of
 * several requests can do.
 */
export async function findLink(purpose: LinkPurpose, token: string, database: Database) {
  return database.mailedLink.findFirst({
    where: { purpose, tokenHash: hashToken(purpose, token), expiresAt: { gt: new Date() } },
  })
}

/** Counts a mailed link. Returns false if the address is over its hourly limit. */
export async function mayMailLink(purpose: LinkPurpose, address: string, database = getDatabase()): Promise<boolean> {
  return (await consumeRateLimit(`mail-${purpose}:${address}`, perHour, database)) === null
}

/** Counts a link a reader requests. Returns false if they are over their hourly limit. */
export async function mayAskForLink(reader: string, database: Database): Promise<boolean> {
  return (await consumeRateLimit(`asked-links:${reader}`, perHour, database)) === null
}

/** Deletes an account's mailed links and its unfinished two-factor sign-ins. */
export async function withdrawLinks(reader: string, database = getDatabase()): Promise<void> {
  // For an unfinished sign-in, better-auth stores only the reader's id as the value.
  await Promise.all([
    database.mailedLink.deleteMany({ where: { userId: reader } }),
    database.verification.deleteMany({ where: { value: reader } }),
  ])
}
