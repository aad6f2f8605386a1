import { z } from 'zod'
import { password } from '../account-fields'
import { callAuth } from '../call-auth'
import { writeAsAnyone } from '../write'

const fields = z.strictObject({
  email: z.string('Type your e-mail address.').trim().min(1, 'Type your e-mail address.').max(254, 'That is not an e-mail address.'),
  password: password.refine((text) => text !== '', 'Type your password.'),
})

/** Signs a reader in by e-mail address and password. */
export const POST = writeAsAnyone({
  fields,
  form: { page: '/sign-in', keep: ['email'] },
  async act({ body, request }) {
    const { cookies } = await callAuth(request, '/sign-in/email', body)
    return { cookies }
  },
})
