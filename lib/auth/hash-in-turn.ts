import 'server-only'
import { tryGetCurrentAuthEndpointContext } from '@better-auth/core/context'
import { APIError } from 'better-auth/api'
import { findDevice, hashPassword, TooBusyError, verifyPassword } from '../account'

/** Error code when the password hash queue is too long. */
export const tooBusyCode = 'TOO_BUSY'

/** Password functions for better-auth. They throw APIError, since better-auth turns any other error into a bare 500. */
export const hashInTurn = {
  hash: (password: string) => translate(hashPassword(password, { goesFirst: goesFirst() })),
  verify: ({ hash, password }: { hash: string; password: string }) =>
    translate(verifyPassword(hash, password, { goesFirst: goesFirst() })),
}

/** Tells whether the current request has a session or comes from a device the reader has signed in on. */
function goesFirst(): boolean {
  const { path, body, headers } = tryGetCurrentAuthEndpointContext() ?? {}
  // These need a session, and are refused without one before any hashing.
  if (path === '/change-password' || path === '/confirm-password') return true
  return path === '/sign-in/email' && findDevice(String(body?.email ?? ''), headers?.get('cookie') ?? '') !== null
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
