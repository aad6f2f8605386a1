import { z } from 'zod'
import { serialiseProof } from '@/lib/account'
import { readCurrentSession } from '@/lib/session'
import { t } from '@/messages/generated/refusals'
import { HttpError, write } from '../../write'
import { proofFields, requireAccount, requireFactors } from '../proof'

/** Confirms the reader's identity, so that they can change how they sign in for ten minutes. */
export const POST = write({
  fields: z.strictObject(proofFields),
  form: { page: '/account/confirm', keep: [] },
  async act({ body, reader, request }) {
    const account = await requireAccount(reader)
    if (!account.hasPassword) throw new HttpError(409, t('noPasswordToConfirm'))
    await requireFactors(request, account, body)
    const session = await readCurrentSession(request.headers)
    if (!session) throw new HttpError(401, t('signedOut'), '/sign-in')
    return { cookies: [serialiseProof(session.id, account.secondFactor)] }
  },
})
