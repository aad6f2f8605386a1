import 'server-only'
import { isFresh, readAccount, type AccountOverview } from '@/lib/account'
import { readCurrentSession, type Reader } from '@/lib/session'
import { callAuth } from '../call-auth'
import type { FormPlace } from '../refusal'
import { Refusal } from '../write'

/** A form in a section of the account’s page. */
export function onAccountPage(section: string, keep: string[] = []): FormPlace {
  return { page: '/account', section, keep }
}

/** Refuses guests, who have no account to change. */
export function requireMember(reader: Reader): void {
  if (reader.guest) throw new Refusal(403, 'You are a guest. Make an account, or sign in to yours.')
}

/** The reader’s account. */
export async function requireAccount(reader: Reader): Promise<AccountOverview> {
  requireMember(reader)
  const account = await readAccount(reader.id)
  if (!account) throw new Refusal(401, 'You are signed out. Sign in and try again.', '/sign-in')
  return account
}

/** Refuses where the reader signed in too long ago to be taken for who they are without more. */
export async function requireFreshSession(request: Request): Promise<void> {
  const session = await readCurrentSession(request.headers)
  if (!session || !isFresh(session)) throw new Refusal(403, 'You signed in a while ago. Sign in again, then do this.')
}

/** Refuses where whoever asks may be somebody at another’s browser: by the password, or by a sign-in just now where there is none. */
export async function requireProof(request: Request, account: AccountOverview, password: string | undefined): Promise<void> {
  if (!account.hasPassword) return requireFreshSession(request)
  if (!password) throw new Refusal(422, 'Type your password.')
  await callAuth(request, '/confirm-password', { password })
}
