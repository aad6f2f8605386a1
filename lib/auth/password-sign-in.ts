import 'server-only'
import type { BetterAuthPlugin } from 'better-auth'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'

/**
 * Replaces better-auth's password sign-in, which refuses addresses such as `a&b@example.org` and
 * `jörg@example.org`. Keeps better-auth's name and path, since its two-factor plugin
 * hooks into them.
 */
export const passwordSignIn = {
  id: 'password-sign-in',
  endpoints: {
    signInEmail: createAuthEndpoint(
      '/sign-in/email',
      { method: 'POST', body: z.object({ email: z.string().max(320), password: z.string().max(512) }) },
      async (ctx) => {
        const { internalAdapter, password, options } = ctx.context
        const found = await internalAdapter.findUserByEmail(ctx.body.email, { includeAccounts: true })
        const hash = found?.accounts.find(
          ({ providerId, accountId }) => providerId === 'credential' && accountId === found.user.id,
        )?.password
        // Unknown addresses take as much work, so that the time reveals nothing.
        if (!hash) await password.hash(ctx.body.password)
        if (!found || !hash || !(await password.verify({ hash, password: ctx.body.password })))
          throw new APIError('UNAUTHORIZED', {
            code: 'INVALID_EMAIL_OR_PASSWORD',
            message: 'Invalid email or password',
          })
        if (options.emailAndPassword?.requireEmailVerification && !found.user.emailVerified)
          throw new APIError('FORBIDDEN', { code: 'EMAIL_NOT_VERIFIED', message: 'Email not verified' })
        const session = await internalAdapter.createSession(found.user.id)
        if (!session)
          throw new APIError('UNAUTHORIZED', { code: 'FAILED_TO_CREATE_SESSION', message: 'Failed to create session' })
        await setSessionCookie(ctx, { session, user: found.user })
        return ctx.json({ user: { id: found.user.id, email: found.user.email } })
      },
    ),
  },
} satisfies BetterAuthPlugin
