import 'server-only'
import { z } from 'zod'
import { TooBusyError } from '@/lib/account'
import { getAuth, tooBusyCode } from '@/lib/auth'
import { addressHeader } from '@/lib/client-address'
import { DatabaseUnavailable } from '@/lib/db'
import { readEnv } from '@/lib/env'
import { getMetrics } from '@/lib/observing'
import { readCurrentSession } from '@/lib/session'
import { HttpError } from './http-error'
import {
  emailUnconfirmed,
  onlySignInMethod,
  passwordAlreadySet,
  signedOutMessage,
  twoFactorAlreadyOn,
} from './messages'

/** Messages by better-auth's codes. */
const messages = {
  INVALID_EMAIL_OR_PASSWORD: 'Incorrect email or password.',
  PASSWORD_TOO_SHORT: 'The password must be at least 12 characters long.',
  PASSWORD_TOO_LONG: 'The password must be at most 128 characters long.',
  INVALID_PASSWORD: 'Incorrect password.',
  CREDENTIAL_ACCOUNT_NOT_FOUND: 'Your account has no password yet.',
  PASSWORD_ALREADY_SET: passwordAlreadySet,
  SESSION_NOT_FRESH: 'You signed in a while ago. Sign in again, then try again.',
  FAILED_TO_UNLINK_LAST_ACCOUNT: onlySignInMethod,
  ACCOUNT_NOT_FOUND: 'That account isn’t linked to yours.',
  UNAUTHORIZED: signedOutMessage,
  FAILED_TO_GET_SESSION: signedOutMessage,
  INVALID_CODE: 'Incorrect or used code. Wait for the next one.',
  INVALID_BACKUP_CODE: 'Incorrect or used recovery code.',
  INVALID_TWO_FACTOR_COOKIE: 'This sign-in expired. Sign in again.',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'Too many incorrect codes. Sign in again.',
  TOTP_ALREADY_ENABLED: twoFactorAlreadyOn,
  NO_PASSKEYS_HERE: 'Passkeys aren’t available at this portal’s address.',
  PASSKEY_REFUSED: 'That passkey didn’t work. Try again, or sign in another way.',
  PASSKEY_UNCONFIRMED: emailUnconfirmed,
} as Record<string, string> & { INVALID_EMAIL_OR_PASSWORD: string }

/** Codes for a missing session. */
const signedOut = ['UNAUTHORIZED', 'FAILED_TO_GET_SESSION']

/** Codes for failed writes, which better-auth reports as the caller's mistake. */
const failures = ['FAILED_TO_CREATE_USER', 'FAILED_TO_CREATE_SESSION', 'FAILED_TO_UPDATE_USER']

/** Paths that are sign-ins, with their methods. */
const methods: Record<string, string> = { '/sign-in/email': 'password', '/sign-in/passkey': 'passkey' }

/** The request headers that better-auth uses. */
const passedOn = ['cookie', 'user-agent', addressHeader]

/**
 * Posts to better-auth through its router, so that its rate limits apply; our wrapper has checked the origin. Returns its
 * data and cookies, and counts sign-ins by method. Throws a refusal with a message for the reader.
 */
export async function callAuth(
  request: Pick<Request, 'headers'>,
  path: string,
  body: Record<string, unknown>,
  method = methods[path] ?? null,
) {
  const { baseUrl } = readEnv()
  const headers = new Headers({ 'Content-Type': 'application/json', Origin: new URL(baseUrl).origin })
  for (const name of passedOn) {
    const value = request.headers.get(name)
    if (value) headers.set(name, value)
  }
  const response = await getAuth().handler(
    new Request(`${baseUrl}/api/auth${path}`, { method: 'POST', headers, body: JSON.stringify(body) }),
  )
  const answered = authData.safeParse(await response.json().catch(() => ({})))
  if (response.ok && answered.error)
    throw new Error(`better-auth's response to ${path} is malformed: ${z.prettifyError(answered.error)}`)
  const data = answered.data ?? {}
  // A right password that needs a code is counted with the code.
  count(path, response, data.twoFactorRedirect ? null : method)
  if (response.ok) return { data, cookies: response.headers.getSetCookie() }

  if (response.status === 429)
    throw tooManyAttempts(data.retryAfter ?? Number(response.headers.get('X-Retry-After') ?? 10))
  const code = data.code ?? ''
  if (code === tooBusyCode) throw new TooBusyError()
  if (response.status >= 500 || failures.includes(code))
    throw new DatabaseUnavailable(`better-auth answered ${response.status} on ${path}`, { cause: code })
  // better-auth reports a failed session lookup as no session.
  if (signedOut.includes(code) && (await readCurrentSession(request.headers)))
    throw new DatabaseUnavailable(`better-auth could not look up a session on ${path}`)
  // The same answer as for a wrong password; only the email says that it was right (lib/auth/guard-accounts.ts).
  if (code === 'EMAIL_NOT_VERIFIED') throw new HttpError(401, messages.INVALID_EMAIL_OR_PASSWORD)
  throw new HttpError(response.status, messages[code] ?? 'That wasn’t accepted. Check what you entered.')
}

/** Signs a reader in to an account that this request created. A refusal to sign in says that the account is ready. */
export async function signInToNewAccount(
  request: Pick<Request, 'headers'>,
  account: { email: string; password?: string },
): Promise<string[]> {
  try {
    return (await callAuth(request, '/sign-in/email', account)).cookies
  } catch (error) {
    if (error instanceof TooBusyError)
      throw new HttpError(
        503,
        'Your account is ready, but many people are signing in right now. Wait a few seconds, then sign in.',
      )
    if (error instanceof TooManyAttemptsError)
      throw new HttpError(
        429,
        `Your account is ready, but there were too many attempts to sign in. Wait ${error.wait}, then sign in.`,
      )
    throw error
  }
}

/** The fields of better-auth's responses that we use. */
const authData = z.looseObject({
  code: z.string().optional(),
  retryAfter: z.number().optional(),
  url: z.string().optional(),
  user: z.looseObject({ id: z.string().min(1) }).optional(),
  /** The password was right, and a code is needed. */
  twoFactorRedirect: z.boolean().optional(),
  totpURI: z.string().optional(),
  backupCodes: z.array(z.string()).optional(),
})

function count(path: string, { ok, status }: Response, method: string | null): void {
  const { guests, signIns } = getMetrics()
  if (method)
    signIns.inc({ method, outcome: ok ? 'ok' : status === 429 ? 'throttled' : status >= 500 ? 'failed' : 'refused' })
  if (ok && path === '/sign-in/anonymous') guests.inc()
}

/** The refusal of an attempt over the limit. */
class TooManyAttemptsError extends HttpError {
  override name = 'TooManyAttemptsError'
  constructor(readonly wait: string) {
    super(429, `Too many attempts. Wait ${wait} and try again.`)
  }
}

/** Returns the refusal of an attempt over the limit. */
export function tooManyAttempts(seconds: number): HttpError {
  return new TooManyAttemptsError(describeWait(seconds))
}

function describeWait(seconds: number): string {
  if (seconds === 1) return 'a second'
  if (seconds < 120) return `${seconds} seconds`
  return seconds < 7200 ? `${Math.ceil(seconds / 60)} minutes` : 'some days'
}
