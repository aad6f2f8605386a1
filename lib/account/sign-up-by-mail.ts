import 'server-only'
import { after } from '../after'
import { getDatabase, isTaken, type Database } from '../db'
import { toAccountRow } from './create-account'
import { hashPassword, matchesHash } from './hash-password'
import { createLink, findLink, mayMailLink, withdrawLink } from './mailed-links'
import { mailAccountExists, mailSignUp } from './messages'

const purpose = 'sign-up'

/** What is typed to make an account, and where its reader goes on afterwards. */
export interface SignUp {
  email: string
  name: string
  password: string
  next: string
}

/**
 * Mails a link by which an account is made. Nobody is told whether there is one already but by mail, at its
 * address; and as much is done before the reply as if there were none.
 */
export async function startSignUp({ email, name, password, next }: SignUp, database = getDatabase()): Promise<void> {
  const token = await createLink(purpose, { email, name, password: await hashPassword(password), next }, database)
  after('Mailing a link to make an account', async () => {
    const exists = (await database.user.count({ where: { email } })) > 0
    const tooMany = !(await mayMailLink(purpose, email, database))
    // Only a link that is mailed is worth anything.
    if (exists || tooMany) await withdrawLink(purpose, token, database)
    if (!tooMany) await (exists ? mailAccountExists(email) : mailSignUp(email, token))
  })
}

/** What a link would make an account of; null where it is used up, too old, or none of these. */
export async function readSignUp(token: string, database: Database = getDatabase()): Promise<SignUp | null> {
  return (await findSignUp(token, database))?.signUp ?? null
}

/** Whether somebody knows the password that they chose when they asked for the link. */
export function isPasswordOf({ password }: SignUp, typed: string): Promise<boolean> {
  return matchesHash(password, typed)
}

/** Makes the account of a link, whose address is proven by it; false where the link is used up or the address taken by now. */
export async function finishSignUp(token: string, database: Database = getDatabase()): Promise<boolean> {
  const found = await findSignUp(token, database)
  if (!found) return false
  const { id, signUp: link } = found
  try {
    // Both or neither: a link must not be used up by an account that was not made. Of several at once, one makes it.
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
