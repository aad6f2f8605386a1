import { z } from 'zod'
import { acceptInvitation, readInvitation, removeHalfMade, startSignUp, wasMadeMeanwhile } from '@/lib/account'
import { getClientAddress, toPlace } from '@/lib/client-address'
import { DatabaseUnavailable } from '@/lib/db'
import { readEnv } from '@/lib/env'
import { consumeRateLimit } from '@/lib/limits'
import { canSendMail } from '@/lib/mail'
import { getMetrics } from '@/lib/observing'
import { email, name, newPassword, requireStrong, token } from '../account-fields'
import { callAuth, signInToNewAccount, tooManyTries } from '../call-auth'
import { Refusal, writeAsAnyone } from '../write'

/**
 * Makes an account and signs its reader in. Where the portal sends mail, it first asks the address, so that
 * neither the answer nor its time says whether there is an account with it.
 */
export const POST = writeAsAnyone({
  fields: z.strictObject({ name, email, password: newPassword, invitation: token.optional() }),
  form: { page: '/sign-up', keep: ['name', 'email', 'invitation'] },
  async act({ body: { invitation, ...body }, request, returnTo }) {
    const { signUp } = readEnv()
    if (signUp === 'closed') throw new Refusal(403, 'This portal takes no new accounts.')
    if (signUp === 'invited' && !invitation) throw new Refusal(403, 'An account here takes an invitation. Follow the link in yours.')
    await requireStrong(body.password, body.email)
    if (invitation) return acceptInvited(request, invitation, body)
    if (!canSendMail()) return signUpAtOnce(request, body)
    // As better-auth has it for accounts made at once.
    const wait = await consumeRateLimit(`network:${toPlace(getClientAddress(request.headers))}|/sign-up`, { max: 3, window: 10 })
    if (wait !== null) throw tooManyTries(wait)
    await startSignUp({ ...body, next: returnTo })
    return { notice: `A link is on its way to ${body.email}. Follow it within an hour, and your account is there.` }
  },
})

/** The link was mailed to that address, or handed over by the operator, so it is not asked about again. */
async function acceptInvited(request: Request, invitation: string, account: { name: string; email: string; password: string }): Promise<{ cookies: string[] }> {
  // As many tries as for accounts without an invitation.
  const wait = await consumeRateLimit(`network:${toPlace(getClientAddress(request.headers))}|/sign-up`, { max: 3, window: 10 })
  if (wait !== null) throw tooManyTries(wait)
  const invited = await readInvitation(invitation)
  if (!invited) throw new Refusal(403, 'That invitation is used up or too old. Ask for a new one.')
  if (invited !== account.email.toLowerCase()) throw new Refusal(422, 'That invitation is for another email address.')
  const outcome = await acceptInvitation(invitation, { ...account, emailVerified: canSendMail() })
  if (outcome === 'used') throw new Refusal(403, 'That invitation is used up or too old. Ask for a new one.')
  if (outcome === 'taken') throw new Refusal(422, 'There is an account with that email address already. Sign in instead.')
  getMetrics().accounts.inc()
  return { cookies: await signInToNewAccount(request, { email: invited, password: account.password }) }
}

async function signUpAtOnce(request: Request, account: { name: string; email: string; password: string }): Promise<{ cookies: string[] }> {
  await removeHalfMade(account.email)
  try {
    const { cookies } = await callAuth(request, '/sign-up/email', account)
    return { cookies }
  } catch (error) {
    // Of several who sign the same address up at once, one does; the others’ rows are refused.
    if (error instanceof DatabaseUnavailable && error.cause === 'FAILED_TO_CREATE_USER' && (await wasMadeMeanwhile(account.email))) throw new Refusal(422, 'There is an account with that e-mail address already. Sign in instead.')
    throw error
  }
}
