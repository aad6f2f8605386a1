import { z } from 'zod'
import { startReset } from '@/lib/account'
import { contactUs } from '@/lib/contact-us'
import { getSettings } from '@/lib/content'
import { canSendMail } from '@/lib/mail'
import { email } from '../account-fields'
import { limitByNetwork } from '../limit-by-network'
import { HttpError, writeAsAnyone } from '../write'
import { cannotMail } from '../messages'

/** Mails a password reset link if the account exists; the response is the same if not. */
export const POST = writeAsAnyone({
  fields: z.strictObject({ email }),
  form: { page: '/forgot-password', keep: ['email'] },
  async act({ body, request }) {
    if (!canSendMail())
      throw new HttpError(404, `${cannotMail} To get a new password, ${contactUs((await getSettings()).contact)}.`)
    await limitByNetwork(request, '/request-password-reset', { max: 3, window: 60 })
    startReset(body.email)
    return { notice: 'If an account uses that email address, a link is on its way to it. It works for an hour.' }
  },
})
