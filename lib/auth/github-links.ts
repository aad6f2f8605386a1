import 'server-only'
import type { BetterAuthOptions } from 'better-auth'
import { getOAuthState, getSessionFromCtx } from 'better-auth/api'
import { mailGithubLinked, readAccount } from '../account'
import { after } from '../after'
import { getDatabase } from '../db'

type ValidateUserInfo = NonNullable<NonNullable<BetterAuthOptions['user']>['validateUserInfo']>

/**
 * Refuses what GitHub says of a visitor where its address may be somebody else's, a link that comes back to another
 * session than the one that asked for it, and a second GitHub account of one reader; a trigger holds that bound when two
 * come at once. The error is a code of `app/sign-in/github-errors.ts`.
 */
export const validateGithubUser: ValidateUserInfo = async ({ user, source }, ctx) => {
  if (source.method !== 'oauth') return undefined
  if (source.action === 'create-user' && !user.emailVerified) return { error: 'email_not_verified' }
  if (source.action !== 'link-account') return undefined
  const session = ctx && (await getSessionFromCtx(ctx))
  if (session?.user.id !== user.id) return { error: 'signed_out' }
  if (!user.emailVerified) return { error: 'github_email_not_verified' }
  const linked = await getDatabase().account.findFirst({
    where: { userId: user.id, providerId: 'github' },
    select: { accountId: true },
  })
  return !linked || linked.accountId === String(source.oauth?.profile?.id)
    ? undefined
    : { error: 'another_github_linked' }
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
