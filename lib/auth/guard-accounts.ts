import 'server-only'
import type { BetterAuthPlugin } from 'better-auth'
import { APIError, createAuthMiddleware, getSessionFromCtx, isAPIError } from 'better-auth/api'
import {
  consumeAttempt,
  deviceCookieAge,
  endReplacedSession,
  makeDeviceCookie,
  refundAttempt,
  refundUncheckedAttempt,
  resetConsecutiveAttempts,
  startConfirming,
} from '../account'
import { after } from '../after'
import { getCookiePath } from '../cookie-names'
import { readEnv } from '../env'
import { tooBusyCode } from './hash-in-turn'

/** Paths that take a password: the sign-in, and those for a signed-in reader. */
const signIn = '/sign-in/email'
const proofs = ['/change-password', '/confirm-password']

/**
 * Guards every way to sign in: limits attempts per account from all addresses together, ends the session
 * that a new one replaces, and sets the device cookie.
 */
export const guardAccounts = {
  id: 'guard-accounts',
  hooks: {
    before: [
      {
        matcher: ({ path }) => path === signIn,
        handler: createAuthMiddleware(async (ctx) =>
          refuseAfter(await consumeAttempt(String(ctx.body?.email ?? ''), getCookies(ctx))),
        ),
      },
      {
        matcher: ({ path }) => proofs.includes(path ?? ''),
        handler: createAuthMiddleware(async (ctx) => {
          const session = await getSessionFromCtx(ctx, { disableRefresh: true })
          if (session) refuseAfter(await consumeAttempt(session.user.id, ''))
        }),
      },
    ],
    after: [
      {
        matcher: ({ path }) => path === signIn,
        handler: createAuthMiddleware(async (ctx) => {
          const { returned } = ctx.context
          const email = String(ctx.body?.email ?? '')
          if (!isAPIError(returned)) await refundAttempt(email, getCookies(ctx))
          else if (isTooBusy(returned)) await refundUncheckedAttempt(email, getCookies(ctx))
          // The password was right. Only a mail says that the address is unconfirmed.
          else if (returned.body?.code === 'EMAIL_NOT_VERIFIED')
            after('Asking to confirm an address', async () => {
              const found = await ctx.context.internalAdapter.findUserByEmail(email)
              if (found) await startConfirming(found.user, found.user.email)
            })
        }),
      },
      {
        matcher: ({ path }) => proofs.includes(path ?? ''),
        handler: createAuthMiddleware(async (ctx) => {
          const { returned, session } = ctx.context
          if (session && !isAPIError(returned)) await refundAttempt(session.user.id, '')
          else if (session && isTooBusy(returned)) await refundUncheckedAttempt(session.user.id, '')
        }),
      },
      {
        matcher: () => true,
        handler: createAuthMiddleware(async (ctx) => {
          const { newSession, authCookies, secret } = ctx.context
          if (!newSession || newSession.user.isAnonymous) return
          const former = (await ctx.getSignedCookie(authCookies.sessionToken.name, secret)) || null
          if (former === newSession.session.token) return
          if (former) await endReplacedSession(former)
          await resetConsecutiveAttempts(newSession.user.email)
          const { name, value } = makeDeviceCookie(newSession.user.email)
          ctx.setCookie(name, value, {
            path: getCookiePath(),
            httpOnly: true,
            sameSite: 'lax',
            secure: readEnv().baseUrl.startsWith('https:'),
            maxAge: deviceCookieAge,
          })
        }),
      },
    ],
  },
} satisfies BetterAuthPlugin

function getCookies(ctx: { headers?: Headers }): string {
  return ctx.headers?.get('cookie') ?? ''
}

function isTooBusy(returned: unknown): boolean {
  return isAPIError(returned) && returned.body?.code === tooBusyCode
}

function refuseAfter(seconds: number | null): void {
  if (seconds !== null)
    throw new APIError('TOO_MANY_REQUESTS', {
      code: 'TOO_MANY_TRIES',
      message: 'Too many attempts',
      retryAfter: seconds,
    })
}
