import { z } from 'zod'
import { deleteAccount } from '@/lib/account'
import { callAuth } from '../../call-auth'
import { HttpError, write } from '../../write'
import { onAccountPage } from '../proof'

/** Deletes a guest with all their marks. */
export const POST = write({
  fields: z.strictObject({ confirm: z.literal('yes', 'Tick the box to confirm.') }),
  form: onAccountPage('delete'),
  async act({ reader, request }) {
    if (!reader.guest) throw new HttpError(403, 'You have an account. Delete it on your account page.')
    await deleteAccount(reader.id)
    const { cookies } = await callAuth(request, '/sign-out', {})
    return {
      cookies,
      notice: {
        page: '/account/deleted',
        values: { reader: reader.id },
        message: 'We’ve deleted your marks.',
      },
    }
  },
})
