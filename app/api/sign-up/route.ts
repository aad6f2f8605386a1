import { z } from 'zod'
import { startConfirming } from '@/lib/account'
import { canSendMail, doLater } from '@/lib/mail'
import { email, name, newPassword, requireStrong } from '../account-fields'
import { callAuth } from '../call-auth'
import { writeAsAnyone } from '../write'

/** Makes an account and signs its reader in. */
export const POST = writeAsAnyone({
  fields: z.strictObject({ name, email, password: newPassword }),
  form: { page: '/sign-up', keep: ['name', 'email'] },
  async act({ body, request }) {
    await requireStrong(body.password, body.email)
    const { data, cookies } = await callAuth(request, '/sign-up/email', body)
    const { user } = data
    if (user && canSendMail()) doLater('Asking to confirm an address', async () => void (await startConfirming(user, user.email)))
    return { cookies }
  },
})
