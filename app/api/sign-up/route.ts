import { z } from 'zod'
import { removeHalfMade, startConfirming, wasMadeMeanwhile } from '@/lib/account'
import { DatabaseUnavailable } from '@/lib/db'
import { canSendMail, doLater } from '@/lib/mail'
import { email, name, newPassword, requireStrong } from '../account-fields'
import { callAuth } from '../call-auth'
import { Refusal, writeAsAnyone } from '../write'

/** Makes an account and signs its reader in. */
export const POST = writeAsAnyone({
  fields: z.strictObject({ name, email, password: newPassword }),
  form: { page: '/sign-up', keep: ['name', 'email'] },
  async act({ body, request }) {
    await requireStrong(body.password, body.email)
    await removeHalfMade(body.email)
    const { data, cookies } = await callAuth(request, '/sign-up/email', body).catch(async (error: unknown) => {
      // Of several who sign the same address up at once, one does; the others’ rows are refused.
      if (error instanceof DatabaseUnavailable && error.cause === 'FAILED_TO_CREATE_USER' && (await wasMadeMeanwhile(body.email))) throw new Refusal(422, 'There is an account with that e-mail address already. Sign in instead.')
      throw error
    })
    const { user } = data
    if (user && canSendMail()) doLater('Asking to confirm an address', async () => void (await startConfirming(user, user.email)))
    return { cookies }
  },
})
