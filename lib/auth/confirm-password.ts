import 'server-only'
import type { BetterAuthPlugin } from 'better-auth'
import { APIError, createAuthEndpoint, sensitiveSessionMiddleware } from 'better-auth/api'
import { z } from 'zod'

/**
 * Verifies a signed-in reader's password, and changes nothing. A better-auth endpoint, so that its rate limits
 * apply.
 */
export const confirmPassword = {
  id: 'confirm-password',
  endpoints: {
    confirmPassword: createAuthEndpoint(
      '/confirm-password',
      { method: 'POST', body: z.object({ password: z.string().max(512) }), use: [sensitiveSessionMiddleware] },
      async (ctx) => {
        const account = await ctx.context.internalAdapter.findCredentialAccount(ctx.context.session.user.id)
        if (!account?.password)
          throw APIError.from('BAD_REQUEST', { code: 'CREDENTIAL_ACCOUNT_NOT_FOUND', message: 'No password' })
        if (!(await ctx.context.password.verify({ hash: account.password, password: ctx.body.password })))
          throw APIError.from('BAD_REQUEST', { code: 'INVALID_PASSWORD', message: 'Invalid password' })
        return ctx.json({ status: true })
      },
    ),
  },
} satisfies BetterAuthPlugin
