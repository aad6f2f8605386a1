import { z } from 'zod'
import { readAccount, readOtherWaysIn, serialiseResetReview } from '@/lib/account'
import { readReaderOfResetLink } from '@/lib/auth'
import { newPassword, requireStrong, token } from '../../account-fields'
import { callAuth } from '../../call-auth'
import { writeAsAnyone } from '../../write'

/** Sets a new password by a mailed link, once, and signs every browser out. */
export const POST = writeAsAnyone({
  fields: z.strictObject({ token, password: newPassword }),
  form: { page: '/reset-password', keep: ['token'] },
  async act({ body, request }) {
    const reader = await readReaderOfResetLink(body.token)
    await requireStrong(body.password, reader ? (await readAccount(reader))?.email : undefined)
    await callAuth(request, '/reset-password', { token: body.token, newPassword: body.password })
    if (reader && (await readOtherWaysIn(reader))) return { cookies: [serialiseResetReview(reader)], location: '/reset-password/done', data: { review: true } }
    return { notice: { page: '/sign-in', message: 'Your new password is set, and every browser signed out. Sign in with it.' } }
  },
})
