import { z } from 'zod'
import { startReset } from '@/lib/account'
import { getSettings } from '@/lib/content'
import { canSendMail } from '@/lib/mail'
import { t } from '@/messages/generated/refusals'
import { email } from '../account-fields'
import { limitByNetwork } from '../limit-by-network'
import { HttpError, writeAsAnyone } from '../write'

/** Mails a password reset link if the account exists; the response is the same if not. */
export const POST = writeAsAnyone({
  fields: z.strictObject({ email }),
  form: { page: '/forgot-password', keep: ['email'] },
  async act({ body, request }) {
    if (!canSendMail())
      throw new HttpError(404, t('noResetByMail', { contact: (await getSettings()).contact ?? 'none' }))
    await limitByNetwork(request, '/request-password-reset', { max: 3, window: 60 })
    startReset(body.email)
    return { notice: t('resetLinkOnItsWay') }
  },
})
