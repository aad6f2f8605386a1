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

/** better-auth's codes in our words. */
const sentences = {
  INVALID_EMAIL_OR_PASSWORD: 'Incorrect email or password.',
  PASSWORD_TOO_SHORT: 'The password must be at least 12 characters long.',
  PASSWORD_TOO_LONG: 'The password must be at most 128 characters long.',
  INVALID_PASSWORD: 'That is not your password.',
  CREDENTIAL_ACCOUNT_NOT_FOUND: 'Your account has no password yet.',
  PASSWORD_ALREADY_SET: 'Your account has a password already. Change it instead.',
  SESSION_NOT_FRESH: 'You signed in a while ago. Sign in again, then do this.',
  FAILED_TO_UNLINK_LAST_ACCOUNT: 'That is the only way into your account. Set a password first.',
  ACCOUNT_NOT_FOUND: 'It is not linked to your account.',
  UNAUTHORIZED: 'You are signed out. Sign in and try again.',
  FAILED_TO_GET_SESSION: 'You are signed out. Sign in and try again.',
  INVALID_CODE: 'That code is not right, or was used before. Wait for the next one.',
  INVALID_BACKUP_CODE: 'That is none of your recovery codes, or was used before.',
  INVALID_TWO_FACTOR_COOKIE: 'That took too long. Sign in anew.',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'Too many wrong codes. Sign in anew.',
  TOTP_ALREADY_ENABLED: 'Two-step sign-in is on already.',
  NO_PASSKEYS_HERE: 'Browsers keep no passkeys for this portal’s address.',
  PASSKEY_REFUSED: 'That passkey did not open an account. Try again; if it was removed, sign in another way.',
  PASSKEY_UNCONFIRMED:
    'The address of your account is not confirmed yet. Sign in with your password, and a link to confirm it is mailed to you.',
} as Record<string, string> & { INVALID_EMAIL_OR_PASSWORD: string }

/** What it says to somebody without a session. */
const signedOut = ['UNAUTHORIZED', 'FAILED_TO_GET_SESSION']

/** What better-auth says when it could not write, as if it were the caller's mistake. */
const failures = ['FAILED_TO_CREATE_USER', 'FAILED_TO_CREATE_SESSION', 'FAILED_TO_UPDATE_USER']

/** What is a sign-in by itself. */
const methods: Record<string, string> = { '/sign-in/email': 'password', '/sign-in/passkey': 'passkey' }

/** The headers of the reader's request that better-auth looks at. */
const passedOn = ['cookie', 'user-agent', addressHeader]

/**
 * Posts to one of better-auth's own addresses, through its router, so that its rate limits hold; our
 * wrapper has checked the origin. Gives its data and its cookies; throws an HttpError in our words. What is
 * a sign-in by itself counts as one by that method.
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
    throw new Error(`better-auth answered ${path} in an unknown form: ${z.prettifyError(answered.error)}`)
  const data = answered.data ?? {}
  // A right password that waits for a code is counted with it.
  count(path, response, data.twoFactorRedirect ? null : method)
  if (response.ok) return { data, cookies: response.headers.getSetCookie() }

  if (response.status === 429)
    throw tooManyTries(data.retryAfter ?? Number(response.headers.get('X-Retry-After') ?? 10))
  const code = data.code ?? ''
  if (code === tooBusyCode) throw new TooBusyError()
  if (response.status >= 500 || failures.includes(code))
    throw new DatabaseUnavailable(`better-auth answered ${response.status} on ${path}`, { cause: code })
  // It takes a session that it could not look up for none.
  if (signedOut.includes(code) && (await readCurrentSession(request.headers)))
    throw new DatabaseUnavailable(`better-auth could not look a session up on ${path}`)
  // As a wrong password is answered: that it was right is said by mail alone (lib/auth/guard-accounts.ts).
  if (code === 'EMAIL_NOT_VERIFIED') throw new HttpError(401, sentences.INVALID_EMAIL_OR_PASSWORD)
  throw new HttpError(response.status, sentences[code] ?? 'That was not accepted. Check what you typed.')
}

/** Signs a reader in to an account that was made for this request; says that it is there if they have to wait until they can sign in. */
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
    if (error instanceof HttpError && error.status === 429)
      throw new HttpError(429, `Your account is ready. Sign in to it: ${error.message}`)
    throw error
  }
}

/** What it answers, as far as we look at it. */
const authData = z.looseObject({
  code: z.string().optional(),
  retryAfter: z.number().optional(),
  url: z.string().optional(),
  user: z.looseObject({ id: z.string().min(1) }).optional(),
  /** The password was right, and a code is asked for. */
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

/** The refusal of one try too many. */
export function tooManyTries(seconds: number): HttpError {
  const span =
    seconds < 120 ? `${seconds} seconds` : seconds < 7200 ? `${Math.ceil(seconds / 60)} minutes` : 'some days'
  return new HttpError(429, `Too many tries. Wait ${span} and try again.`)
}
