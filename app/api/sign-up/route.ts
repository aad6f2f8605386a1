import { z } from 'zod'
import { acceptInvitation, createAccount, readInvitation, removeOrphanedAccount, startSignUp } from '@/lib/account'
import { readEnv } from '@/lib/env'
import { canSendMail } from '@/lib/mail'
import { getMetrics } from '@/lib/observing'
import { email, name, newPassword, requireStrong, token } from '../account-fields'
import { signInToNewAccount } from '../call-auth'
import { describeLinkOnItsWay } from '../link-on-its-way'
import { limitByNetwork } from '../limit-by-network'
import { HttpError, writeAsAnyone } from '../write'

/**
 * Makes an account and signs its reader in. Where the portal sends mail, it first asks the address, so that
 * neither the answer nor its time says whether there is an account with it.
 */
export const POST = writeAsAnyone({
  fields: z.strictObject({ name, email, password: newPassword, invitation: token.optional() }),
  form: { page: '/sign-up', keep: ['name', 'email', 'invitation'] },
  async act({ body: { invitation, ...body }, request, returnTo }) {
    const { signUp } = readEnv()
    if (signUp === 'closed') throw new HttpError(403, 'This portal takes no new accounts.')
    if (signUp === 'invited' && !invitation)
      throw new HttpError(403, 'An account here takes an invitation. Follow the link in yours.')
    await requireStrong('password', body.password, body.email)
    await limitByNetwork(request, '/sign-up', { max: 3, window: 10 })
    if (invitation) return acceptInvited(request, invitation, body)
    if (!canSendMail()) return signUpAtOnce(request, body)
    await startSignUp({ ...body, next: returnTo })
    return { notice: `${describeLinkOnItsWay(body.email)} Follow it within an hour, and your account is there.` }
  },
})

/** The link was mailed to that address, or handed over by the operator, so it is not asked about again. */
async function acceptInvited(
  request: Request,
  invitation: string,
  account: { name: string; email: string; password: string },
): Promise<{ cookies: string[] }> {
  const invited = await readInvitation(invitation)
  if (!invited) throw new HttpError(403, 'That invitation was already used or has expired. Ask for a new one.')
  if (invited !== account.email) throw new HttpError(422, 'That invitation is for another email address.')
  const outcome = await acceptInvitation(invitation, { ...account, emailVerified: canSendMail() })
  if (outcome === 'used')
    throw new HttpError(403, 'That invitation was already used or has expired. Ask for a new one.')
  if (outcome === 'taken') throw taken()
  getMetrics().accounts.inc()
  return { cookies: await signInToNewAccount(request, { email: invited, password: account.password }) }
}

async function signUpAtOnce(
  request: Request,
  account: { name: string; email: string; password: string },
): Promise<{ cookies: string[] }> {
  await removeOrphanedAccount(account.email)
  if (!(await createAccount({ ...account, emailVerified: false }))) throw taken()
  getMetrics().accounts.inc()
  return { cookies: await signInToNewAccount(request, account) }
}

function taken(): HttpError {
  return new HttpError(422, 'There is an account with that email address already. Sign in instead.')
}
