import { z } from 'zod'
import { removeHalfMade, startSignUp, wasMadeMeanwhile } from '@/lib/account'
import { getClientAddress, toPlace } from '@/lib/client-address'
import { DatabaseUnavailable } from '@/lib/db'
import { consumeRateLimit } from '@/lib/limits'
import { canSendMail } from '@/lib/mail'
import { email, name, newPassword, requireStrong } from '../account-fields'
import { callAuth, tooManyTries } from '../call-auth'
import { Refusal, writeAsAnyone } from '../write'

/**
 * Makes an account and signs its reader in. Where the portal sends mail, it first asks the address, so that
 * neither the answer nor its time says whether there is an account with it.
 */
export const POST = writeAsAnyone({
  fields: z.strictObject({ name, email, password: newPassword }),
  form: { page: '/sign-up', keep: ['name', 'email'] },
  async act({ body, request, returnTo }) {
    await requireStrong(body.password, body.email)
    if (!canSendMail()) return signUpAtOnce(request, body)
    // As better-auth has it for accounts made at once.
    const wait = await consumeRateLimit(`network:${toPlace(getClientAddress(request.headers))}|/sign-up`, { max: 3, window: 10 })
    if (wait !== null) throw tooManyTries(wait)
    await startSignUp({ ...body, next: returnTo })
    return { notice: `A link is on its way to ${body.email}. Follow it within an hour, and your account is there.` }
  },
})

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
