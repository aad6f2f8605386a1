import { z } from 'zod'
import { endOtherSessions } from '@/lib/account'
import { readCurrentSession } from '@/lib/session'
import { HttpError, write } from '../../../write'
import { onAccountPage, proofFields, requireAccount, requireRecentProof } from '../../proof'

/** Signs the reader out everywhere but in this browser. */
export const POST = write({
  fields: z.strictObject(proofFields),
  form: onAccountPage('sessions'),
  async act({ body, reader, request }) {
    const session = await readCurrentSession(request.headers)
    if (!session) throw new HttpError(401, 'You are signed out. Sign in and try again.', '/sign-in')
    if (!reader.guest) await requireRecentProof(request, await requireAccount(reader), body)
    await endOtherSessions(reader.id, session.id)
    return { notice: 'You are signed in here, and nowhere else.' }
  },
})
