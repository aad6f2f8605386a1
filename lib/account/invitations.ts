import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { getDatabase, isTaken, type Database } from '../db'
import { toStoredAddress } from '../email-address'
import { toAccountRow } from './create-account'
import { hashPassword } from './hash-password'

/** Lifetime of an invitation in milliseconds. */
const lifetime = 7 * 24 * 60 * 60 * 1000

const hashToken = (token: string) => createHash('sha256').update(`invitation:${token}`).digest('base64url')

/** Creates an invitation, replacing any before it, and returns its token. Null if the address has an account. */
export async function createInvitation(address: string, database: Database = getDatabase()): Promise<string | null> {
  const email = toStoredAddress(address)
  if (await database.user.count({ where: { email } })) return null
  const token = randomBytes(24).toString('base64url')
  await database.invitation.deleteMany({ where: { OR: [{ email }, { expiresAt: { lt: new Date() } }] } })
  await database.invitation.create({
    data: { tokenHash: hashToken(token), email, expiresAt: new Date(Date.now() + lifetime) },
  })
  return token
}

/** Returns the address a token invites; null if it was used, has expired or is unknown. */
export async function readInvitation(token: string, database: Database = getDatabase()): Promise<string | null> {
  const found = await database.invitation.findUnique({ where: { tokenHash: hashToken(token) } })
  return found && found.expiresAt > new Date() ? found.email : null
}

/** Creates the account of an invitation. One of several concurrent requests succeeds; the others get `used`. */
export async function acceptInvitation(
  token: string,
  account: { name: string; password: string; emailVerified: boolean },
  database: Database = getDatabase(),
): Promise<'made' | 'used' | 'taken'> {
  const email = await readInvitation(token, database)
  if (!email) return 'used'
  const { password, ...rest } = account
  const data = toAccountRow({ ...rest, email, passwordHash: await hashPassword(password) })
  const { count } = await database.invitation.deleteMany({ where: { tokenHash: hashToken(token) } })
  if (!count) return 'used'
  try {
    await database.user.create({ data })
  } catch (error) {
    if (isTaken(error)) return 'taken'
    throw error
  }
  return 'made'
}
