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
import { t } from '@/messages/generated/refusals'
import { password, token } from '../account-fields'
import { signInToNewAccount, tooManyAttempts } from '../call-auth'
import { HttpError, writeAsAnyone } from '../write'

/**
 * Confirms an email address with a mailed link, once. For a new account, creates it and signs its reader in. Needs a
 * press on a button, since mail programs open links, and a password, since someone else may have requested the link.
 */
export const POST = writeAsAnyone({
  fields: z.strictObject({ token, password: password.optional() }),
  form: { page: '/confirm-email', keep: ['token'] },
  async act({ body, request }) {
    const signUp = await readSignUp(body.token)
    if (signUp) {
      // The link may be from a time when sign-up was open.
      if (readEnv().signUp !== 'open') throw new HttpError(403, t('signUpNowClosed'))
      await requirePassword(body.token, body.password, (typed) => isPasswordOf(signUp, typed))
      if (!(await finishSignUp(body.token))) throw linkExpired()
      getMetrics().accounts.inc()
      return {
        cookies: await signInToNewAccount(request, { email: signUp.email, password: body.password }),
        location: signUp.next,
      }
    }
    const owner = await readConfirming(body.token)
    if (!owner) throw linkExpired()
    const { reader } = await readSession(request.headers)
    if (reader?.id !== owner) {
      if (!(await readAccount(owner))?.hasPassword) throw new HttpError(401, t('signInToConfirm'))
      await requirePassword(body.token, body.password, (typed) => verifyPasswordOf(owner, typed))
    }
    const confirmed = await confirmAddress(body.token)
    if (confirmed === 'void') throw linkExpired()
    if (confirmed === 'taken') throw new HttpError(409, t('addressTaken'))
    if (confirmed === 'changed')
      after('Mailing a new address of an account', async () => {
        const account = await readAccount(owner)
        if (account) await mailAddressIsYours(account.email)
      })
    return {
      notice: t(confirmed === 'changed' ? 'addressChanged' : 'addressConfirmed'),
    }
  },
})

async function requirePassword(
  token: string,
  typed: string | undefined,
  isRight: (typed: string) => Promise<boolean>,
): Promise<void> {
  if (!typed) throw new HttpError(422, t('enterAccountPassword'))
  const wait = await consumeAttempt(token, '')
  if (wait !== null) throw tooManyAttempts(wait)
  const isAccepted = await isRight(typed).catch(async (error: unknown) => {
    if (error instanceof TooBusyError) await refundUncheckedAttempt(token, '')
    throw error
  })
  if (!isAccepted) throw new HttpError(400, t('wrongAccountPassword'))
  await refundAttempt(token, '')
}

function linkExpired(): HttpError {
  return new HttpError(400, t('confirmLinkExpired'))
}
