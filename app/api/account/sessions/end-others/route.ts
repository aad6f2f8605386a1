import { z } from 'zod'
import { endOtherSessions } from '@/lib/account'
import { readCurrentSession } from '@/lib/session'
import { t } from '@/messages/generated/refusals'
import { HttpError, write } from '../../../write'
import { onAccountPage, proofFields, requireAccount, requireRecentProof } from '../../proof'

/** Signs the reader out in every other browser. */
export const POST = write({
  fields: z.strictObject(proofFields),
  form: onAccountPage('sessions'),
  async act({ body, reader, request }) {
    const session = await readCurrentSession(request.headers)
    if (!session) throw new HttpError(401, t('signedOut'), '/sign-in')
    if (!reader.guest) await requireRecentProof(request, await requireAccount(reader), body)
    await endOtherSessions(reader.id, session.id)
    return { notice: t('othersSignedOut') }
  },
})
