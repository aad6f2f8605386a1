import 'server-only'
import { z } from 'zod'
import { getDatabase, type Database } from '../db'
import { readSigned, serialiseSigned, type SignedCookie } from '../signed-cookie'
import { readAccount } from './read-account'
import { readPasskeys, type PasskeyOverview } from './passkeys'

// A password reset keeps the other sign-in methods, which an attacker may have added. For fifteen minutes, the browser
// that reset the password may review and remove them without signing in.

const cookie: SignedCookie = { purpose: 'reset', maxAge: 15 * 60 }

const review = z.object({ reader: z.string() })

/** An account's ways in other than the password. */
export interface OtherWaysIn {
  email: string
  github: boolean
  passkeys: PasskeyOverview[]
  /** Whether removing one needs a code. It is then removed on the account page. */
  secondFactor: boolean
}

/** Returns an account's ways in other than its password; null if there are none. */
export async function readOtherWaysIn(reader: string, database: Database = getDatabase()): Promise<OtherWaysIn | null> {
  const [account, passkeys] = await Promise.all([readAccount(reader, database), readPasskeys(reader, database)])
  if (!account || (!account.github && !passkeys.length)) return null
  return { email: account.email, github: account.github !== null, passkeys, secondFactor: account.secondFactor }
}

/** Returns the `Set-Cookie` value that lets a browser review an account's ways in. */
export function serialiseResetReview(reader: string): string {
  return serialiseSigned(cookie, { reader })
}

/** Returns the reader whose ways in this browser may review, if any. */
export function readResetReview(cookies: string): string | null {
  return review.safeParse(readSigned(cookie, cookies)).data?.reader ?? null
}
