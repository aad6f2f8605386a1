import { z } from 'zod'
import { deleteAccount } from '@/lib/account'
import { t } from '@/messages/generated/refusals'
import { callAuth } from '../../call-auth'
import { HttpError, write } from '../../write'
import { onAccountPage } from '../proof'

/** Deletes a guest with all their marks. */
export const POST = write({
  fields: z.strictObject({ confirm: z.literal('yes', { error: () => t('tickToConfirm') }) }),
  form: onAccountPage('delete'),
  async act({ reader, request }) {
    if (!reader.guest) throw new HttpError(403, t('deleteAccountInstead'))
    await deleteAccount(reader.id)
    const { cookies } = await callAuth(request, '/sign-out', {})
    return {
      cookies,
      notice: {
        page: '/account/deleted',
        values: { reader: reader.id },
        message: t('marksDeleted'),
      },
    }
  },
})
