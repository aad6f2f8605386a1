import { z } from 'zod'
import { passwordLength } from '@/lib/auth'
import { callAuth } from '../call-auth'
import { writeAsAnyone } from '../write'

const { min, max } = passwordLength

const fields = z.strictObject({
  name: z.string('Type a name.').trim().min(1, 'Type a name.').max(80, 'The name must be at most 80 characters long.'),
  email: z.string('Type your e-mail address.').trim().max(254, 'That is not an e-mail address.').pipe(z.email('That is not an e-mail address.')),
  password: z
    .string('Type a password.')
    .min(min, `The password must be at least ${min} characters long.`)
    .max(max, `The password must be at most ${max} characters long.`),
})

/** Makes an account and signs its reader in. */
export const POST = writeAsAnyone({
  fields,
  form: { page: '/sign-up', keep: ['name', 'email'] },
  async act({ body, request }) {
    const { cookies } = await callAuth(request, '/sign-up/email', body)
    return { cookies }
  },
})
