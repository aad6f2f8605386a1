import { z } from 'zod'
import { endSession } from '@/lib/account'
import { HttpError, write } from '../../../write'
import { onAccountPage, proofFields, requireAccount, requireRecentProof } from '../../proof'

/** Signs one of the reader’s browsers out. */
export const POST = write({
  fields: z.strictObject({
    ...proofFields,
    session: z.string('Name a session.').regex(/^[\w-]{1,64}$/, 'Name a session.'),
  }),
  form: onAccountPage('sessions'),
  async act({ body, reader, request }) {
    // A guest has one session, and nothing to prove it by.
    if (!reader.guest) await requireRecentProof(request, await requireAccount(reader), body)
    if (!(await endSession(reader.id, body.session))) throw new HttpError(404, 'That browser is signed out already.')
    return { notice: 'That browser is signed out.' }
  },
})
