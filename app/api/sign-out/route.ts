import { z } from 'zod'
import { callAuth } from '../call-auth'
import { writeAsAnyone } from '../write'

/** Ends the session of this browser. Signing out twice is signing out once. */
export const POST = writeAsAnyone({
  fields: z.strictObject({}),
  async act({ request }) {
    const { cookies } = await callAuth(request, '/sign-out', {})
    return { cookies }
  },
})
