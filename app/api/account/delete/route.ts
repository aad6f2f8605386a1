import { z } from 'zod'
import { deleteAccount } from '@/lib/account'
import { password } from '../../account-fields'
import { callAuth } from '../../call-auth'
import { Refusal, write } from '../../write'
import { onAccountPage, requireAccount, requireProof } from '../proof'

/** Deletes the reader’s account with all that hangs on it. */
export const POST = write({
  fields: z.strictObject({ password: password.optional(), email: z.string().trim().optional() }),
  form: onAccountPage('delete'),
  async act({ body, reader, request }) {
    const account = await requireAccount(reader)
    await requireProof(request, account, body.password)
    if (!account.hasPassword && body.email?.toLowerCase() !== account.email) throw new Refusal(422, 'Type the e-mail address of your account.')
    await deleteAccount(reader.id)
    const { cookies } = await callAuth(request, '/sign-out', {})
    return { cookies, notice: { page: '/account/deleted', values: { reader: reader.id }, message: 'Your account is deleted, with everything that was in it.' } }
  },
})
