import { z } from 'zod'
import { endOtherSessions } from '@/lib/account'
import { readCurrentSession } from '@/lib/session'
import { HttpError, write } from '../../../write'
import { onAccountPage, proofFields, requireAccount, requireRecentProof } from '../../proof'
import { othersSignedOut, signedOutMessage } from '../../../messages'

/** Signs the reader out in every other browser. */
export const POST = write({
  fields: z.strictObject(proofFields),
  form: onAccountPage('sessions'),
  async act({ body, reader, request }) {
    const session = await readCurrentSession(request.headers)
    if (!session) throw new HttpError(401, signedOutMessage, '/sign-in')
    if (!reader.guest) await requireRecentProof(request, await requireAccount(reader), body)
    await endOtherSessions(reader.id, session.id)
    return { notice: othersSignedOut }
  },
})
