import { z } from 'zod'
import { acceptInvitation, createAccount, readInvitation, removeOrphanedAccount, startSignUp } from '@/lib/account'
import { readEnv } from '@/lib/env'
import { canSendMail } from '@/lib/mail'
import { getMetrics } from '@/lib/observing'
import { t } from '@/messages/generated/refusals'
import { email, name, newPassword, requireStrong, token } from '../account-fields'
import { signInToNewAccount } from '../call-auth'
import { describeLinkOnItsWay } from '../link-on-its-way'
import { limitByNetwork } from '../limit-by-network'
import { HttpError, writeAsAnyone } from '../write'

/**
 * Creates an account and signs its reader in. If the portal sends email, the reader confirms the address first, so that
 * neither the response nor its time reveals whether an account exists.
 */
export const POST = writeAsAnyone({
  fields: z.strictObject({ name, email, password: newPassword, invitation: token.optional() }),
  form: { page: '/sign-up', keep: ['name', 'email', 'invitation'] },
  async act({ body: { invitation, ...body }, request, returnTo }) {
    const { signUp } = readEnv()
    if (signUp === 'closed') throw new HttpError(403, t('signUpClosed'))
    if (signUp === 'invited' && !invitation) throw new HttpError(403, t('invitationNeeded'))
    await requireStrong('password', body.password, body.email)
    await limitByNetwork(request, '/sign-up', { max: 3, window: 10 })
    if (invitation) return acceptInvited(request, invitation, body)
    if (!canSendMail()) return signUpAtOnce(request, body)
    await startSignUp({ ...body, next: returnTo })
    return { notice: `${describeLinkOnItsWay(body.email)} ${t('followToSignUp')}` }
  },
})

/** Creates an invited account. The invitation went to its address, so no confirmation is needed. */
async function acceptInvited(
  request: Request,
  invitation: string,
  account: { name: string; email: string; password: string },
): Promise<{ cookies: string[] }> {
  const invited = await readInvitation(invitation)
  if (!invited) throw new HttpError(403, t('invitationExpired'))
  if (invited !== account.email) throw new HttpError(422, t('invitationOfOther'))
  const outcome = await acceptInvitation(invitation, { ...account, emailVerified: canSendMail() })
  if (outcome === 'used') throw new HttpError(403, t('invitationExpired'))
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
  return new HttpError(422, t('addressTakenSignIn'))
}
