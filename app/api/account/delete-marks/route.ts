import { z } from 'zod'
import { deleteAccount } from '@/lib/account'
import { callAuth } from '../../call-auth'
import { HttpError, write } from '../../write'
import { onAccountPage } from '../proof'

/** Deletes a guest’s marks, and with them all that is known of the guest. */
export const POST = write({
  fields: z.strictObject({ confirm: z.literal('yes', 'Tick the box, if you mean it.') }),
  form: onAccountPage('delete'),
  async act({ reader, request }) {
    if (!reader.guest) throw new HttpError(403, 'You have an account; to delete it is another form.')
    await deleteAccount(reader.id)
    const { cookies } = await callAuth(request, '/sign-out', {})
    return {
      cookies,
      notice: {
        page: '/account/deleted',
        values: { reader: reader.id },
        message: 'Your marks are deleted, and nothing is kept of them.',
      },
    }
  },
})
