import { z } from 'zod'
import { endSession } from '@/lib/account'
import { t } from '@/messages/generated/refusals'
import { HttpError, write } from '../../../write'
import { onAccountPage, proofFields, requireAccount, requireRecentProof } from '../../proof'

const sessionMessage = '"session" must be the id of a session.'

/** Signs the reader out in one of their browsers. */
export const POST = write({
  fields: z.strictObject({
    ...proofFields,
    session: z.string(sessionMessage).regex(/^[\w-]{1,64}$/, sessionMessage),
  }),
  form: onAccountPage('sessions'),
  async act({ body, reader, request }) {
    // A guest has a single session and no way to confirm their identity.
    if (!reader.guest) await requireRecentProof(request, await requireAccount(reader), body)
    if (!(await endSession(reader.id, body.session))) throw new HttpError(404, t('browserAlreadySignedOut'))
    return { notice: t('browserSignedOut') }
  },
})
