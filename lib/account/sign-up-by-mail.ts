import 'server-only'
import { after } from '../after'
import { getDatabase, isTaken, type Database } from '../db'
import { toAccountRow } from './create-account'
import { hashPassword, matchesHash } from './hash-password'
import { createLink, findLink, mayMailLink, withdrawLink } from './mailed-links'
import { mailAccountExists, mailSignUp } from './mails'

const purpose = 'sign-up'

/** The fields of a sign-up, and the path to continue at. */
export interface SignUp {
  email: string
  name: string
  password: string
  next: string
}

/**
 * Mails a link that creates an account. If the address already has an account, only the mail says so: the response and
 * its time are the same.
 */
export async function startSignUp({ email, name, password, next }: SignUp, database = getDatabase()): Promise<void> {
  const token = await createLink(purpose, { email, name, password: await hashPassword(password), next }, database)
  after('Mailing a link to create an account', async () => {
    const exists = (await database.user.count({ where: { email } })) > 0
    const tooMany = !(await mayMailLink(purpose, email, database))
    // An unmailed link is deleted.
    if (exists || tooMany) await withdrawLink(purpose, token, database)
    if (!tooMany) await (exists ? mailAccountExists(email) : mailSignUp(email, token))
  })
}

/** Returns the sign-up of a link; null if it was used, has expired or is unknown. */
export async function readSignUp(token: string, database: Database = getDatabase()): Promise<SignUp | null> {
  return (await findSignUp(token, database))?.signUp ?? null
}

/** Tells whether a password is the one chosen at sign-up. */
export function isPasswordOf({ password }: SignUp, typed: string): Promise<boolean> {
  return matchesHash(password, typed)
}

/** Creates the account of a link with its address confirmed. Returns false if the link was used or the address is taken. */
export async function finishSignUp(token: string, database: Database = getDatabase()): Promise<boolean> {
  const found = await findSignUp(token, database)
  if (!found) return false
  const { id, signUp: link } = found
  try {
    // One transaction, so that a failed sign-up does not use up the link, and one of several requests succeeds.
    const [used] = await database.$transaction([
      database.mailedLink.deleteMany({ where: { id } }),
      database.user.create({
        data: toAccountRow({ name: link.name, email: link.email, emailVerified: true, passwordHash: link.password }),
      }),
    ])
    return used.count > 0
  } catch (error) {
    if (isTaken(error)) return false
    throw error
  }
}

async function findSignUp(token: string, database: Database): Promise<{ id: string; signUp: SignUp } | null> {
  const link = await findLink(purpose, token, database)
  if (!link || link.name === null || link.password === null || link.next === null) return null
  const { id, email, name, password, next } = link
  return { id, signUp: { email, name, password, next } }
}
