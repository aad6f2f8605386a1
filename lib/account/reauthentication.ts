import 'server-only'
import { z } from 'zod'
import { readSigned, serialiseSigned, type SignedCookie } from '../signed-cookie'
import type { AccountOverview } from './read-account'

// Readers confirm their identity before they change how they sign in. A signed cookie, bound to the session,
// remembers it for ten minutes.

const cookie: SignedCookie = { purpose: 'proof', maxAge: 10 * 60 }

const proof = z.object({ session: z.string(), bothFactors: z.boolean() })

/**
 * Returns the `Set-Cookie` value that marks a session as just reauthenticated. `bothFactors` means by a passkey, or by
 * the password and a code.
 */
export function serialiseProof(session: string, bothFactors: boolean): string {
  return serialiseSigned(cookie, { session, bothFactors })
}

/**
 * Tells whether the reader reauthenticated within the last ten minutes, by both factors if the account has
 * two. For an account without a password a recent sign-in counts, since the reader can always repeat it.
 */
export function isProven(
  account: Pick<AccountOverview, 'hasPassword' | 'secondFactor'>,
  session: { id: string; createdAt: Date },
  cookies: string,
): boolean {
  const { data } = proof.safeParse(readSigned(cookie, cookies))
  if (data?.session === session.id && (data.bothFactors || !account.secondFactor)) return true
  return !account.hasPassword && Date.now() - session.createdAt.getTime() < cookie.maxAge * 1000
}
