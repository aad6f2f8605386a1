import 'server-only'
import { z } from 'zod'
import { TooBusyError } from '@/lib/account'
import { getAuth, passwordLength, tooBusyCode } from '@/lib/auth'
import { addressHeader } from '@/lib/client-address'
import { DatabaseUnavailable } from '@/lib/db'
import { readEnv } from '@/lib/env'
import { getMetrics } from '@/lib/observing'
import { readCurrentSession } from '@/lib/session'
import { t } from '@/messages/generated/refusals'
import { HttpError } from './http-error'

/** Messages by better-auth's codes. */
const messages: Record<string, () => string> = {
  INVALID_EMAIL_OR_PASSWORD: () => t('wrongAddressOrPassword'),
  PASSWORD_TOO_SHORT: () => t('passwordTooShort', passwordLength),
  PASSWORD_TOO_LONG: () => t('passwordTooLong', passwordLength),
  INVALID_PASSWORD: () => t('wrongPassword'),
  CREDENTIAL_ACCOUNT_NOT_FOUND: () => t('noPasswordYet'),
  PASSWORD_ALREADY_SET: () => t('passwordAlreadySet'),
  SESSION_NOT_FRESH: () => t('signInNotRecent'),
  FAILED_TO_UNLINK_LAST_ACCOUNT: () => t('onlySignInMethod'),
  ACCOUNT_NOT_FOUND: () => t('notLinked'),
  UNAUTHORIZED: () => t('signedOut'),
  FAILED_TO_GET_SESSION: () => t('signedOut'),
  INVALID_CODE: () => t('wrongCode'),
  INVALID_BACKUP_CODE: () => t('wrongRecoveryCode'),
  INVALID_TWO_FACTOR_COOKIE: () => t('signInExpired'),
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: () => t('tooManyCodes'),
  TOTP_ALREADY_ENABLED: () => t('twoFactorAlreadyOn'),
  NO_PASSKEYS_HERE: () => t('passkeysUnavailable'),
  PASSKEY_REFUSED: () => t('passkeyRefused'),
  PASSKEY_UNCONFIRMED: () => t('addressUnconfirmed'),
}

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
  if (code === 'EMAIL_NOT_VERIFIED') throw new HttpError(401, t('wrongAddressOrPassword'))
  throw new HttpError(response.status, messages[code]?.() ?? t('notAccepted'))
}

/** Signs a reader in to an account that this request created. A refusal to sign in says that the account is ready. */
export async function signInToNewAccount(
  request: Pick<Request, 'headers'>,
  account: { email: string; password?: string },
): Promise<string[]> {
  try {
    return (await callAuth(request, '/sign-in/email', account)).cookies
  } catch (error) {
    if (error instanceof TooBusyError) throw new HttpError(503, t('accountReadyTooBusy'))
    if (error instanceof TooManyAttemptsError) throw new HttpError(429, t('accountReadyTooManyAttempts', error.wait))
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

/** How long to wait, as a message says it. */
interface Wait {
  unit: 'seconds' | 'minutes' | 'days'
  count: number
}

/** The refusal of an attempt over the limit. */
class TooManyAttemptsError extends HttpError {
  override name = 'TooManyAttemptsError'
  constructor(readonly wait: Wait) {
    super(429, t('tooManyAttempts', wait))
  }
}

/** Returns the refusal of an attempt over the limit. */
export function tooManyAttempts(seconds: number): HttpError {
  return new TooManyAttemptsError(roundWait(seconds))
}

function roundWait(seconds: number): Wait {
  if (seconds < 120) return { unit: 'seconds', count: seconds }
  return { unit: seconds < 7200 ? 'minutes' : 'days', count: Math.ceil(seconds / 60) }
}
