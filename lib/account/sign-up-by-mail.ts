import 'server-only'
import { randomUUID } from 'node:crypto'
import { verify } from '@node-rs/argon2'
import { z } from 'zod'
import { getDatabase, isTaken, type Database } from '../db'
import { doLater } from '../mail'
import { foldPassword } from './find-weakness'
import { hashPassword } from './hash-password'
import { createLink, findLink, isOneTooMany, withdrawLink } from './mailed-links'
import { mailAccountExists, mailSignUp } from './messages'

const purpose = 'sign-up'

/** An account to be: it is one once the link to it is followed. The address stands first, so that links can be counted by it. */
const signUp = z.object({ email: z.string(), name: z.string(), password: z.string(), next: z.string() })

/** What is typed to make an account, and where its reader goes on afterwards. */
export type SignUp = z.infer<typeof signUp>

/**
 * Mails a link by which an account is made. Nobody is told whether there is one already but by mail, at its
 * address; and as much is done before the reply as if there were none.
 */
export async function startSignUp({ email, name, password, next }: SignUp, database = getDatabase()): Promise<void> {
  const address = email.toLowerCase()
  const token = await createLink(purpose, { email: address, name, password: await hashPassword(password), next }, database)
  doLater('Mailing a link to make an account', async () => {
    const exists = (await database.user.count({ where: { email: address } })) > 0
    const tooMany = await isOneTooMany(purpose, token, address, database)
    // Only a link that is mailed is worth anything.
    if (exists || tooMany) await withdrawLink(purpose, token, database)
    if (!tooMany) await (exists ? mailAccountExists(address) : mailSignUp(address, token))
  })
}

/** What a link would make an account of; null where it is used up, too old, or none of these. */
export async function readSignUp(token: string, database: Database = getDatabase()): Promise<SignUp | null> {
  return signUp.safeParse((await findLink(purpose, token, database))?.value).data ?? null
}

/** Whether somebody knows the password that they chose when they asked for the link. */
export function isPasswordOf({ password }: SignUp, typed: string): Promise<boolean> {
  return verify(password, foldPassword(typed))
}

/** Makes the account of a link, whose address is proven by it; false where the link is used up or the address taken by now. */
export async function finishSignUp(token: string, database: Database = getDatabase()): Promise<boolean> {
  const { id, value } = (await findLink(purpose, token, database)) ?? {}
  const { data: link } = signUp.safeParse(value)
  if (!id || !link) return false
  const reader = randomUUID()
  const account = { id: randomUUID(), accountId: reader, providerId: 'credential', password: link.password }
  try {
    // Both or neither: a link must not be used up by an account that was not made. Of several at once, one makes it.
    const [used] = await database.$transaction([
      database.verification.deleteMany({ where: { id } }),
      database.user.create({ data: { id: reader, name: link.name, email: link.email, emailVerified: true, accounts: { create: account } } }),
    ])
    return used.count > 0
  } catch (error) {
    if (isTaken(error)) return false
    throw error
  }
}
