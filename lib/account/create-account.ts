import 'server-only'
import { randomUUID } from 'node:crypto'
import { getDatabase, isTaken, type Database } from '../db'
import { hashPassword } from './hash-password'

interface NewAccount {
  name: string
  email: string
  emailVerified: boolean
}

/** Returns the data for creating a user and its password credential in one statement. */
export function toAccountRow({ passwordHash, ...account }: NewAccount & { passwordHash: string }) {
  const id = randomUUID()
  return {
    id,
    ...account,
    accounts: { create: { id: randomUUID(), accountId: id, providerId: 'credential', password: passwordHash } },
  }
}

/** Creates an account and returns its id; null if the address is taken. */
export async function createAccount(
  { password, ...account }: NewAccount & { password: string },
  database: Database = getDatabase(),
): Promise<string | null> {
  if (await database.user.count({ where: { email: account.email } })) return null
  const data = toAccountRow({ ...account, passwordHash: await hashPassword(password) })
  try {
    await database.user.create({ data })
  } catch (error) {
    if (isTaken(error)) return null
    throw error
  }
  return data.id
}
