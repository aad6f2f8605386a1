import { z } from 'zod'
import { deleteAccount, mailAccountDeleted } from '@/lib/account'
import { after } from '@/lib/after'
import { toStoredAddress } from '@/lib/email-address'
import { t } from '@/messages/generated/refusals'
import { storedEmail } from '../../account-fields'
import { callAuth } from '../../call-auth'
import { HttpError, write } from '../../write'
import { onAccountPage, proofFields, requireAccount, requireFactors, requireProof } from '../proof'

/** Deletes the reader’s account with all its data. */
export const POST = write({
  fields: z.strictObject({ ...proofFields, email: storedEmail.optional() }),
  form: onAccountPage('delete'),
  async act({ body, reader, request }) {
    const account = await requireAccount(reader)
    // Deletion can't be undone, so it asks for the password each time.
    await (account.hasPassword ? requireFactors : requireProof)(request, account, body)
    if (!account.hasPassword && body.email !== toStoredAddress(account.email))
      throw new HttpError(422, t('enterOwnAddress')).at('email')
    await deleteAccount(reader.id)
    after('Mailing that an account was deleted', () => mailAccountDeleted(account.email))
    const { cookies } = await callAuth(request, '/sign-out', {})
    return {
      cookies,
      notice: {
        page: '/account/deleted',
        values: { reader: reader.id },
        message: t('accountDeleted'),
      },
    }
  },
})
