import 'server-only'
import { randomUUID } from 'node:crypto'
import { after } from '../after'
import { getDatabase, isForeignKeyViolation, isGone, type Database } from '../db'
import { hashPassword } from './hash-password'
import { createLink, findLink, mayMailLink } from './mailed-links'
import { mailPasswordChanged, mailResetLink } from './mails'
import { resetAttempts } from './attempts'

const purpose = 'reset-password'

/** Mails a password reset link if the address has an account. Runs after the response, so that its time reveals nothing. */
export function startReset(email: string, database = getDatabase()): void {
  after('Mailing a link for a new password', async () => {
    const reader = await database.user.findUnique({ where: { email }, select: { id: true, email: true } })
    if (!reader || !(await mayMailLink(purpose, reader.email, database))) return
    try {
      await mailResetLink(reader.email, await createLink(purpose, { userId: reader.id, email: reader.email }, database))
    } catch (error) {
      // The account was deleted in the meantime.
      if (!isForeignKeyViolation(error)) throw error
    }
  })
}

/** Returns the reader whose password a link resets; null if it was used or has expired. */
export async function readReset(token: string, database: Database = getDatabase()): Promise<string | null> {
  return (await findLink(purpose, token, database))?.userId ?? null
}

/** Sets a new password by a mailed link, and ends all sessions and other links. Returns false if the link was used or has expired. */
export async function finishReset(
  token: string,
  password: string,
  database: Database = getDatabase(),
): Promise<boolean> {
  const link = await findLink(purpose, token, database)
  const userId = link?.userId
  const reader =
    userId && (await database.user.findUnique({ where: { id: userId }, select: { email: true, emailVerified: true } }))
  if (!reader) return false
  const hash = await hashPassword(password)
  try {
    // All or nothing. Of several concurrent requests one deletes the link; the others are rolled back.
    await database.$transaction([
      database.mailedLink.delete({ where: { id: link.id } }),
      database.session.deleteMany({ where: { userId } }),
      database.account.upsert({
        where: { providerId_accountId: { providerId: 'credential', accountId: userId } },
        update: { password: hash },
        create: { id: randomUUID(), providerId: 'credential', accountId: userId, userId, password: hash },
      }),
      database.mailedLink.deleteMany({ where: { userId } }),
      database.verification.deleteMany({ where: { value: userId } }),
      // Someone else may have made the account and its other credentials before this link proved the address.
      ...(reader.emailVerified
        ? []
        : [
            database.account.deleteMany({ where: { userId, providerId: { not: 'credential' } } }),
            database.passkey.deleteMany({ where: { userId } }),
            database.user.updateMany({ where: { id: userId }, data: { emailVerified: true } }),
          ]),
    ])
  } catch (error) {
    if (isGone(error) || isForeignKeyViolation(error)) return false
    throw error
  }
  await resetAttempts(reader.email)
  after('Telling that a password was changed', () => mailPasswordChanged(reader.email))
  return true
}
