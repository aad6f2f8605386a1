import { z } from 'zod'
import { newPassword, token } from '../../account-fields'
import { callAuth } from '../../call-auth'
import { writeAsAnyone } from '../../write'

/** Sets a new password by a mailed link, once, and signs every browser out. */
export const POST = writeAsAnyone({
  fields: z.strictObject({ token, password: newPassword }),
  form: { page: '/reset-password', keep: ['token'] },
  async act({ body, request }) {
    await callAuth(request, '/reset-password', { token: body.token, newPassword: body.password })
    return { notice: { page: '/sign-in', message: 'Your new password is set, and every browser signed out. Sign in with it.' } }
  },
})
