import { z } from 'zod'
import { DatabaseUnavailable } from '@/lib/db'
import { readCurrentSession } from '@/lib/session'
import { callAuth } from '../call-auth'
import { writeAsAnyone } from '../write'

/** Ends the session of this browser; idempotent. */
export const POST = writeAsAnyone({
  fields: z.strictObject({}),
  async act({ request }) {
    const { cookies } = await callAuth(request, '/sign-out', {})
    // better-auth reports success even if it failed.
    if (await readCurrentSession(request.headers)) throw new DatabaseUnavailable('A session could not be ended.')
    return { cookies }
  },
})
