import 'server-only'
import { isProven, readAccount, type AccountOverview } from '@/lib/account'
import { readCurrentSession, type Reader } from '@/lib/session'
import { t } from '@/messages/generated/refusals'
import { code, password } from '../account-fields'
import { callAuth } from '../call-auth'
import { checkCode } from '../check-code'
import { atField, type FormLocation } from '../http-error'
import { HttpError } from '../write'

/** Describes a form in a section of the account page. */
export function onAccountPage(section: string, keep: string[] = []): FormLocation {
  return { page: '/account', section, keep }
}

/** Refuses guests, who have no account to change. */
export function requireMember(reader: Reader): void {
  if (reader.guest) throw new HttpError(403, t('accountNeeded'))
}

/** Returns the reader’s account. */
export async function requireAccount(reader: Reader): Promise<AccountOverview> {
  requireMember(reader)
  const account = await readAccount(reader.id)
  if (!account) throw new HttpError(401, t('signedOut'), '/sign-in')
  return account
}

/** The fields that confirm the sender's identity if it was not confirmed recently. */
export const proofFields = { password: password.optional(), code: code.optional() }

/** The parsed `proofFields`. */
interface TypedFactors {
  password?: string
  code?: { code: string; isRecovery: boolean }
}

/** Returns whether the reader proved their identity within the last ten minutes (app/api/account/confirm). */
export async function isRecentlyProven(request: Request, account: AccountOverview): Promise<boolean> {
  const session = await readCurrentSession(request.headers)
  return session !== null && isProven(account, session, request.headers.get('cookie') ?? '')
}

/**
 * Refuses a request whose sender may be someone else at the reader’s browser. Changes of sign-in methods and deletion
 * need the password, and a code with two-factor authentication, or a recent proof.
 */
export async function requireProof(request: Request, account: AccountOverview, typed: TypedFactors): Promise<void> {
  const isTyped = account.hasPassword && typed.password !== undefined
  if (!isTyped && (await isRecentlyProven(request, account))) return
  if (!account.hasPassword) throw new HttpError(403, t('confirmBySignIn'))
  await requireFactors(request, account, typed)
}

/** Refuses a request without the right password, and a right code with two-factor authentication. */
export async function requireFactors(
  request: Request,
  account: AccountOverview,
  { password: typed, code: typedCode }: TypedFactors,
): Promise<void> {
  if (!typed) throw new HttpError(422, t('enterPassword')).at('password')
  if (account.secondFactor && !typedCode) throw new HttpError(422, t('enterAppCode')).at('code')
  await atField('password', callAuth(request, '/confirm-password', { password: typed }))
  if (account.secondFactor && typedCode) await atField('code', checkCode(request, typedCode))
}

/** Like `requireProof`, for a form without a password field; its page links to /account/confirm. */
export async function requireRecentProof(
  request: Request,
  account: AccountOverview,
  typed: TypedFactors,
): Promise<void> {
  if (typed.password) return requireProof(request, account, typed)
  if (!(await isRecentlyProven(request, account))) throw new HttpError(403, t('confirmFirst'))
}
