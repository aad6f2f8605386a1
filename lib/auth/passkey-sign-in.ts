import 'server-only'
import type { BetterAuthPlugin } from 'better-auth'
import { APIError, createAuthEndpoint, sensitiveSessionMiddleware } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'
import { provePasskey, startAddingPasskey, startProvingPasskey } from '../account'

const none = () => new APIError('NOT_FOUND', { code: 'NO_PASSKEYS_HERE', message: 'No passkeys at this address' })

/**
 * Endpoints to sign in with a passkey (docs/decisions/0020). In better-auth's router its rate limits and
 * sign-in hooks apply.
 */
export const passkeySignIn = {
  id: 'passkey-sign-in',
  endpoints: {
    startPasskeySignIn: createAuthEndpoint('/passkey/sign-in-options', { method: 'POST' }, async (ctx) => {
      const options = await startProvingPasskey()
      if (!options) throw none()
      return ctx.json(options)
    }),
    startAddingPasskey: createAuthEndpoint(
      '/passkey/add-options',
      { method: 'POST', use: [sensitiveSessionMiddleware] },
      async (ctx) => {
        const options = await startAddingPasskey(ctx.context.session.user)
        if (!options) throw none()
        return ctx.json(options)
      },
    ),
    signInWithPasskey: createAuthEndpoint(
      '/sign-in/passkey',
      { method: 'POST', body: z.object({ credential: z.string() }) },
      async (ctx) => {
        const reader = await provePasskey(ctx.body.credential)
        const user = reader && (await ctx.context.internalAdapter.findUserById(reader))
        if (!user) throw new APIError('UNAUTHORIZED', { code: 'PASSKEY_REFUSED', message: 'Passkey refused' })
        // Null for an unconfirmed address (lib/auth).
        const session = await ctx.context.internalAdapter.createSession(user.id)
        if (!session)
          throw new APIError('UNAUTHORIZED', { code: 'PASSKEY_UNCONFIRMED', message: 'Address not confirmed' })
        await setSessionCookie(ctx, { session, user })
        return ctx.json({ status: true })
      },
    ),
  },
} satisfies BetterAuthPlugin
