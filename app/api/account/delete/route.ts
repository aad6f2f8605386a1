import { z } from 'zod'
import { deleteAccount, mailAccountDeleted } from '@/lib/account'
import { after } from '@/lib/after'
import { toStoredAddress } from '@/lib/email-address'
import { storedEmail } from '../../account-fields'
import { callAuth } from '../../call-auth'
import { HttpError, write } from '../../write'
import { onAccountPage, proofFields, requireAccount, requireFactors, requireProof } from '../proof'

/** Deletes the reader’s account with all that hangs on it. */
export const POST = write({
  fields: z.strictObject({ ...proofFields, email: storedEmail.optional() }),
  form: onAccountPage('delete'),
  async act({ body, reader, request }) {
    const account = await requireAccount(reader)
    // It cannot be undone, so a password is typed each time.
    await (account.hasPassword ? requireFactors : requireProof)(request, account, body)
    if (!account.hasPassword && body.email !== toStoredAddress(account.email))
      throw new HttpError(422, 'Type the email address of your account.').at('email')
    await deleteAccount(reader.id)
    after('Telling that an account was deleted', () => mailAccountDeleted(account.email))
    const { cookies } = await callAuth(request, '/sign-out', {})
    return {
      cookies,
      notice: {
        page: '/account/deleted',
        values: { reader: reader.id },
        message: 'Your account is deleted, with everything that was in it.',
      },
    }
  },
})
