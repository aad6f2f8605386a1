import 'server-only'
import type { BetterAuthPlugin } from 'better-auth'
import { APIError, createAuthMiddleware, getSessionFromCtx, isAPIError } from 'better-auth/api'
import {
  endReplacedSession,
  endRowOfTries,
  giveTryBack,
  knownBrowserAge,
  makeKnownBrowser,
  refundTry,
  startConfirming,
  takeTry,
} from '../account'
import { after } from '../after'
import { readEnv } from '../env'
import { tooBusyCode } from './hash-in-turn'

/** Where a password is asked for of someone who is not signed in, and of someone who is. */
const signIn = '/sign-in/email'
const proofs = ['/change-password', '/confirm-password']

/**
 * What stands around every way into an account, whichever it is: limits for each account, whoever asks from
 * wherever; a session that another takes the place of is ended; a browser is known again.
 */
export const guardAccounts = {
  id: 'guard-accounts',
  hooks: {
    before: [
      {
        matcher: ({ path }) => path === signIn,
        handler: createAuthMiddleware(async (ctx) =>
          refuseAfter(await takeTry(String(ctx.body?.email ?? ''), getCookies(ctx))),
        ),
      },
      {
        matcher: ({ path }) => proofs.includes(path ?? ''),
        handler: createAuthMiddleware(async (ctx) => {
          const session = await getSessionFromCtx(ctx, { disableRefresh: true })
          if (session) refuseAfter(await takeTry(session.user.id, ''))
        }),
      },
    ],
    after: [
      {
        matcher: ({ path }) => path === signIn,
        handler: createAuthMiddleware(async (ctx) => {
          const { returned } = ctx.context
          const email = String(ctx.body?.email ?? '')
          if (!isAPIError(returned)) await giveTryBack(email, getCookies(ctx))
          else if (isTooBusy(returned)) await refundTry(email, getCookies(ctx))
          // The password was right; that the address is not confirmed is said by mail alone.
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
          if (session && !isAPIError(returned)) await giveTryBack(session.user.id, '')
          else if (session && isTooBusy(returned)) await refundTry(session.user.id, '')
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
          await endRowOfTries(newSession.user.email)
          const { name, value } = makeKnownBrowser(newSession.user.email)
          ctx.setCookie(name, value, {
            path: '/',
            httpOnly: true,
            sameSite: 'lax',
            secure: readEnv().baseUrl.startsWith('https:'),
            maxAge: knownBrowserAge,
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
    throw new APIError('TOO_MANY_REQUESTS', { code: 'TOO_MANY_TRIES', message: 'Too many tries', retryAfter: seconds })
}
