import { z } from 'zod'
import {
  confirmAddress,
  consumeAttempt,
  finishSignUp,
  isPasswordOf,
  mailAddressIsYours,
  readAccount,
  readConfirming,
  readSignUp,
  refundAttempt,
  refundUncheckedAttempt,
  TooBusyError,
} from '@/lib/account'
import { verifyPasswordOf } from '@/lib/auth'
import { readEnv } from '@/lib/env'
import { after } from '@/lib/after'
import { getMetrics } from '@/lib/observing'
import { readSession } from '@/lib/session'
import { password, token } from '../account-fields'
import { signInToNewAccount, tooManyTries } from '../call-auth'
import { HttpError, writeAsAnyone } from '../write'

/**
 * Confirms an email address by a mailed link, once; where the link is to an account to be, makes it and signs
 * its reader in. A page with a button asks for it, since mail programs open links by themselves. The link
 * alone is not enough: somebody else may have asked for it, and must not be given an address by its owner's click.
 */
export const POST = writeAsAnyone({
  fields: z.strictObject({ token, password: password.optional() }),
  form: { page: '/confirm-email', keep: ['token'] },
  async act({ body, request }) {
    const signUp = await readSignUp(body.token)
    if (signUp) {
      // A link that was asked for while anybody could make an account.
      if (readEnv().signUp !== 'open')
        throw new HttpError(403, 'This portal takes no new accounts any more, except by invitation.')
      await requirePassword(body.token, body.password, (typed) => isPasswordOf(signUp, typed))
      if (!(await finishSignUp(body.token))) throw usedUp()
      getMetrics().accounts.inc()
      return {
        cookies: await signInToNewAccount(request, { email: signUp.email, password: body.password }),
        location: signUp.next,
      }
    }
    const owner = await readConfirming(body.token)
    if (!owner) throw usedUp()
    const { reader } = await readSession(request.headers)
    if (reader?.id !== owner) {
      if (!(await readAccount(owner))?.hasPassword)
        throw new HttpError(401, 'Sign in to the account that this address is for, then follow the link again.')
      await requirePassword(body.token, body.password, (typed) => verifyPasswordOf(owner, typed))
    }
    const confirmed = await confirmAddress(body.token)
    if (confirmed === 'void') throw usedUp()
    if (confirmed === 'taken') throw new HttpError(409, 'By now there is another account with that address.')
    if (confirmed === 'changed')
      after('Telling a new address', async () => {
        const account = await readAccount(owner)
        if (account) await mailAddressIsYours(account.email)
      })
    return {
      notice: confirmed === 'changed' ? 'This is now the address of your account.' : 'Your address is confirmed.',
    }
  },
})

async function requirePassword(
  token: string,
  typed: string | undefined,
  isRight: (typed: string) => Promise<boolean>,
): Promise<void> {
  if (!typed) throw new HttpError(422, 'Type the password of the account.')
  const wait = await consumeAttempt(token, '')
  if (wait !== null) throw tooManyTries(wait)
  const isAccepted = await isRight(typed).catch(async (error: unknown) => {
    if (error instanceof TooBusyError) await refundUncheckedAttempt(token, '')
    throw error
  })
  if (!isAccepted) throw new HttpError(400, 'That is not the password of the account that this address is for.')
  await refundAttempt(token, '')
}

function usedUp(): HttpError {
  return new HttpError(
    400,
    'That link was already used or has expired. If you followed it before, sign in. If not, sign up again, or request another link on your account page.',
  )
}
