import 'server-only'
import { isProven, readAccount, type AccountOverview } from '@/lib/account'
import { readCurrentSession, type Reader } from '@/lib/session'
import { code, password } from '../account-fields'
import { callAuth } from '../call-auth'
import { checkCode } from '../check-code'
import { atField, type FormPlace } from '../http-error'
import { HttpError } from '../write'

/** A form in a section of the account’s page. */
export function onAccountPage(section: string, keep: string[] = []): FormPlace {
  return { page: '/account', section, keep }
}

/** Refuses guests, who have no account to change. */
export function requireMember(reader: Reader): void {
  if (reader.guest) throw new HttpError(403, 'You are a guest. Make an account, or sign in to yours.')
}

/** Returns the reader’s account. */
export async function requireAccount(reader: Reader): Promise<AccountOverview> {
  requireMember(reader)
  const account = await readAccount(reader.id)
  if (!account) throw new HttpError(401, 'You are signed out. Sign in and try again.', '/sign-in')
  return account
}

/** What a request may carry to show who sends it, if it was not shown just before. */
export const proofFields = { password: password.optional(), code: code.optional() }

/** The same, as it is read. */
interface Typed {
  password?: string
  code?: { code: string; isRecovery: boolean }
}

/** Returns whether the reader proved their identity within the last ten minutes (app/api/account/confirm). */
export async function isRecentlyProven(request: Request, account: AccountOverview): Promise<boolean> {
  const session = await readCurrentSession(request.headers)
  return session !== null && isProven(account, session, request.headers.get('cookie') ?? '')
}

/**
 * Refuses where the sender may be somebody else at the reader’s browser. What opens the account, and what
 * takes it away, needs the password (and a code where the account asks for one) with the request, or a
 * recent proof.
 */
export async function requireProof(request: Request, account: AccountOverview, typed: Typed): Promise<void> {
  const isTyped = account.hasPassword && typed.password !== undefined
  if (!isTyped && (await isRecentlyProven(request, account))) return
  if (!account.hasPassword) throw new HttpError(403, 'Confirm first that it’s you: sign in again.')
  await requireFactors(request, account, typed)
}

/** Refuses unless the password, and a code where the account asks for one, came with the request. */
export async function requireFactors(
  request: Request,
  account: AccountOverview,
  { password: typed, code: typedCode }: Typed,
): Promise<void> {
  if (!typed) throw new HttpError(422, 'Type your password.').at('password')
  if (account.secondFactor && !typedCode) throw new HttpError(422, 'Type the code that your app shows.').at('code')
  await atField('password', callAuth(request, '/confirm-password', { password: typed }))
  if (account.secondFactor && typedCode) await atField('code', checkCode(request, typedCode))
}

/** As `requireProof`, for what one button does: its page has no field for a password, and leads to one that has. */
export async function requireRecentProof(request: Request, account: AccountOverview, typed: Typed): Promise<void> {
  if (typed.password) return requireProof(request, account, typed)
  if (!(await isRecentlyProven(request, account)))
    throw new HttpError(403, 'Confirm first that it’s you, then do this again.')
}
