import 'server-only'
import type { BetterAuthOptions } from 'better-auth'
import { getOAuthState, getSessionFromCtx } from 'better-auth/api'
import { mailGithubLinked, readAccount } from '../account'
import { after } from '../after'

type ValidateUserInfo = NonNullable<NonNullable<BetterAuthOptions['user']>['validateUserInfo']>

/**
 * Refuses what GitHub says of a visitor where its address may be somebody else's, and a link that comes back to another
 * session than the one that asked for it. The error is a code of `app/sign-in/github-errors.ts`.
 */
export const validateGithubUser: ValidateUserInfo = async ({ user, source }, ctx) => {
  if (source.method !== 'oauth') return undefined
  if (source.action === 'create-user' && !user.emailVerified) return { error: 'email_not_verified' }
  if (source.action !== 'link-account') return undefined
  const session = ctx && (await getSessionFromCtx(ctx))
  if (session?.user.id !== user.id) return { error: 'signed_out' }
  return user.emailVerified ? undefined : { error: 'github_email_not_verified' }
}

/** Tells the reader of an account that GitHub opens it now; not for the account that a sign-in just made. */
export async function tellOfGithubLink({ userId }: { userId: string }, ctx: unknown): Promise<void> {
  // Without a request there is no state to look at.
  if (!ctx || !(await getOAuthState())?.link) return
  after('Telling that GitHub was linked', async () => {
    const account = await readAccount(userId)
    if (account) await mailGithubLinked(account.email)
  })
}
