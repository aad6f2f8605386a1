import 'server-only'
import type { BetterAuthPlugin } from 'better-auth'
import { APIError, createAuthMiddleware, getSessionFromCtx, isAPIError } from 'better-auth/api'
import { consumeCodeAttempt, refundCodeAttempt, useCode } from '../account'
import { nameCookie } from '../cookie-names'

/** Names of the cookie of a sign-in that waits for a code. It grants no access. */
export const challengeCookie = nameCookie('challenge')

/** better-auth's name of that cookie, and its paths that verify codes. */
const ofBetterAuth = 'two_factor'
const ofApp = '/two-factor/verify-totp'
const paths = [ofApp, '/two-factor/verify-backup-code']

/**
 * Limits wrong two-factor codes per account, and accepts each authenticator code once. better-auth's
 * account lockout is off, since it would lock the reader out of every browser.
 */
export const guardCodes = {
  id: 'guard-codes',
  hooks: {
    before: [
      {
        matcher: ({ path }) => paths.includes(path ?? ''),
        handler: createAuthMiddleware(async (ctx) => {
          const { createAuthCookie, internalAdapter, secret } = ctx.context
          const session = await getSessionFromCtx(ctx, { disableRefresh: true })
          const challenge = session ? null : await ctx.getSignedCookie(createAuthCookie(ofBetterAuth).name, secret)
          const pending = challenge ? await internalAdapter.findVerificationValue(challenge) : null
          const reader = session?.user ?? (pending && (await internalAdapter.findUserById(pending.value)))
          // better-auth refuses the request itself.
          if (!reader) return
          const wait = await consumeCodeAttempt(reader, ctx.headers?.get('cookie') ?? '')
          if (wait !== null)
            throw new APIError('TOO_MANY_REQUESTS', {
              code: 'TOO_MANY_TRIES',
              message: 'Too many attempts',
              retryAfter: wait,
            })
          if (ctx.path === ofApp && !(await useCode(reader.id, String(ctx.body?.code))))
            throw new APIError('UNAUTHORIZED', { code: 'INVALID_CODE', message: 'Used before' })
        }),
      },
    ],
    after: [
      {
        matcher: ({ path }) => paths.includes(path ?? ''),
        handler: createAuthMiddleware(async (ctx) => {
          const { newSession, returned, session } = ctx.context
          const reader = newSession?.user ?? session?.user
          if (reader && !isAPIError(returned)) await refundCodeAttempt(reader, ctx.headers?.get('cookie') ?? '')
        }),
      },
    ],
  },
} satisfies BetterAuthPlugin
