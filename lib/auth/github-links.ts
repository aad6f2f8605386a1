import 'server-only'
import type { BetterAuthOptions } from 'better-auth'
import { getOAuthState, getSessionFromCtx } from 'better-auth/api'
import { mailGithubLinked, readAccount } from '../account'
import { after } from '../after'
import { getDatabase } from '../db'

type ValidateUserInfo = NonNullable<NonNullable<BetterAuthOptions['user']>['validateUserInfo']>

/**
 * Refuses GitHub users with an unverified address, links that return to another session than the one that requested
 * them, and a reader's second GitHub account (a trigger enforces that when two arrive at once). Errors are codes of
 * `app/sign-in/github-errors.ts`.
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

/** Tells a reader by mail that GitHub was linked, but not when signing up with GitHub. */
export async function tellOfGithubLink({ userId }: { userId: string }, ctx: unknown): Promise<void> {
  // Without a request there is no state.
  if (!ctx || !(await getOAuthState())?.link) return
  after('Telling that GitHub was linked', async () => {
    const account = await readAccount(userId)
    if (account) await mailGithubLinked(account.email)
  })
}
