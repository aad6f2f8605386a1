import { z } from 'zod'
import { finishReset, readAccount, readOtherWaysIn, readReset, serialiseResetReview } from '@/lib/account'
import { t } from '@/messages/generated/refusals'
import { newPassword, requireStrong, token } from '../../account-fields'
import { limitByNetwork } from '../../limit-by-network'
import { HttpError, writeAsAnyone } from '../../write'

/** Sets a new password with a mailed link, once, and signs out every browser. */
export const POST = writeAsAnyone({
  fields: z.strictObject({ token, password: newPassword }),
  form: { page: '/reset-password', keep: ['token'] },
  async act({ body, request }) {
    const reader = await readReset(body.token)
    await requireStrong('password', body.password, reader ? (await readAccount(reader))?.email : undefined)
    await limitByNetwork(request, '/reset-password', { max: 5, window: 60 })
    if (!reader || !(await finishReset(body.token, body.password))) throw new HttpError(400, t('resetLinkExpired'))
    if (await readOtherWaysIn(reader))
      return { cookies: [serialiseResetReview(reader)], location: '/reset-password/done', data: { review: true } }
    return {
      notice: {
        page: '/sign-in',
        message: t('passwordReset'),
      },
    }
  },
})
