import 'server-only'
import { z } from 'zod'
import { getDatabase, type Database } from '../db'
import { readSigned, serialiseSigned, type SignedCookie } from '../signed-cookie'
import { readAccount } from './read-account'
import { readPasskeys, type PasskeyOverview } from './passkeys'

// A new password set by mail closes no other way in: one that somebody else had added would survive it. So
// the browser that set it is shown them, and may remove them without signing in, for as long as it takes.

const cookie: SignedCookie = { purpose: 'reset', maxAge: 15 * 60 }

const review = z.object({ reader: z.string() })

/** The ways into an account besides its password. */
export interface OtherWaysIn {
  email: string
  github: boolean
  passkeys: PasskeyOverview[]
  /** Removing one takes a code then, so it is done on the account's page. */
  secondFactor: boolean
}

/** Returns the ways into an account besides its password; null if there are none. */
export async function readOtherWaysIn(reader: string, database: Database = getDatabase()): Promise<OtherWaysIn | null> {
  const [account, passkeys] = await Promise.all([readAccount(reader, database), readPasskeys(reader, database)])
  if (!account || (!account.github && !passkeys.length)) return null
  return { email: account.email, github: account.github !== null, passkeys, secondFactor: account.secondFactor }
}

/** Returns the `Set-Cookie` value that lets a browser review the ways into that account. */
export function serialiseResetReview(reader: string): string {
  return serialiseSigned(cookie, { reader })
}

/** Returns whose ways in this browser may review; null if nobody's. */
export function readResetReview(cookies: string): string | null {
  return review.safeParse(readSigned(cookie, cookies)).data?.reader ?? null
}
