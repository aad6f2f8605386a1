import { z } from 'zod'
import { startReset } from '@/lib/account'
import { canSendMail } from '@/lib/mail'
import { email } from '../account-fields'
import { limitByNetwork } from '../limit-by-network'
import { HttpError, writeAsAnyone } from '../write'

/** Mails a link for a new password, if there is such an account; the answer is the same if not. */
export const POST = writeAsAnyone({
  fields: z.strictObject({ email }),
  form: { page: '/forgot-password', keep: ['email'] },
  async act({ body, request }) {
    if (!canSendMail())
      throw new HttpError(
        404,
        'This portal sends no mail, so it can’t help with a forgotten password. Ask whoever runs it.',
      )
    await limitByNetwork(request, '/request-password-reset', { max: 3, window: 60 })
    startReset(body.email)
    return { notice: 'If there is an account with that address, a link is on its way to it. It works for an hour.' }
  },
})
