import 'server-only'
import { z } from 'zod'
import { readSigned, serialiseSigned, type SignedCookie } from '../signed-cookie'
import type { AccountOverview } from './read-account'

// A reader who changes how their account is opened shows once more who they are. A signed cookie, bound
// to the session, remembers for a few minutes that they did.

const cookie: SignedCookie = { purpose: 'proof', maxAge: 10 * 60 }

const proof = z.object({ session: z.string(), bothFactors: z.boolean() })

/** Returns the `Set-Cookie` value by which a session counts as just proven; `bothFactors` where a code or a passkey was part of it. */
export function serialiseProof(session: string, bothFactors: boolean): string {
  return serialiseSigned(cookie, { session, bothFactors })
}

/**
 * Returns whether the reader proved their identity within the last ten minutes: by both factors where
 * the account has two. An account without a password is proven by a recent sign-in, which it can always repeat.
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
