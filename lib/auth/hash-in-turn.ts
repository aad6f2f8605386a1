import 'server-only'
import { tryGetCurrentAuthEndpointContext } from '@better-auth/core/context'
import { APIError } from 'better-auth/api'
import { findKnownBrowser, hashPassword, TooBusyError, verifyPassword } from '../account'

/** The code by which better-auth answers that too many passwords wait to be hashed. */
export const tooBusyCode = 'TOO_BUSY'

/** The password functions of better-auth. It passes an APIError on, and runs its after hooks; any other error becomes a bare 500. */
export const hashInTurn = {
  hash: (password: string) => translate(hashPassword(password, { goesFirst: goesFirst() })),
  verify: ({ hash, password }: { hash: string; password: string }) =>
    translate(verifyPassword(hash, password, { goesFirst: goesFirst() })),
}

/** Returns whether the request that better-auth is answering comes from a device of the reader, or from a session. */
function goesFirst(): boolean {
  const { path, body, headers } = tryGetCurrentAuthEndpointContext() ?? {}
  // These are refused without a session before a password is hashed.
  if (path === '/change-password' || path === '/confirm-password') return true
  return path === '/sign-in/email' && findKnownBrowser(String(body?.email ?? ''), headers?.get('cookie') ?? '') !== null
}

async function translate<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw error instanceof TooBusyError
      ? new APIError('SERVICE_UNAVAILABLE', { code: tooBusyCode, message: error.message })
      : error
  }
}
