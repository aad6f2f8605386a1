import { z } from 'zod'
import { endOtherSessions } from '@/lib/account'
import { readCurrentSession } from '@/lib/session'
import { Refusal, write } from '../../../write'
import { onAccountPage } from '../../proof'

/** Signs the reader out everywhere but in this browser. */
export const POST = write({
  fields: z.strictObject({}),
  form: onAccountPage('sessions'),
  async act({ reader, request }) {
    const session = await readCurrentSession(request.headers)
    if (!session) throw new Refusal(401, 'You are signed out. Sign in and try again.', '/sign-in')
    await endOtherSessions(reader.id, session.id)
    return { notice: 'You are signed in here, and nowhere else.' }
  },
})
