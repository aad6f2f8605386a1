import 'server-only'
import type { BetterAuthPlugin } from 'better-auth'
import { APIError, createAuthMiddleware, getSessionFromCtx, isAPIError } from 'better-auth/api'
import { giveCodeTryBack, takeCodeTry, useCode } from '../account'

/** The cookie of a sign-in that waits for a code. It opens nothing. */
export const challengeCookie = { https: '__Host-lectern-challenge', http: 'lectern-challenge' }

/** What better-auth calls it, and where it looks codes at. */
const ofBetterAuth = 'two_factor'
const ofApp = '/two-factor/verify-totp'
const paths = [ofApp, '/two-factor/verify-backup-code']

/**
 * What stands around every code that is looked at, at a sign-in and afterwards: so many wrong ones of one
 * account, and each code of an app once. better-auth's own lock holds a reader up in every browser.
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
          // better-auth refuses that by itself.
          if (!reader) return
          const wait = await takeCodeTry(reader, ctx.headers?.get('cookie') ?? '')
          if (wait !== null)
            throw new APIError('TOO_MANY_REQUESTS', {
              code: 'TOO_MANY_TRIES',
              message: 'Too many tries',
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
          if (reader && !isAPIError(returned)) await giveCodeTryBack(reader, ctx.headers?.get('cookie') ?? '')
        }),
      },
    ],
  },
} satisfies BetterAuthPlugin
