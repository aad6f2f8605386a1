import { z } from 'zod'
import { callAuth } from '../../../call-auth'
import { writeAsAnyone } from '../../../write'

/** Gives a browser what it asks a passkey to sign; the same for everyone. */
export const POST = writeAsAnyone({
  fields: z.strictObject({}),
  form: { page: '/sign-in', keep: [] },
  async act({ request }) {
    const { data } = await callAuth(request, '/passkey/sign-in-options', {})
    return { data }
  },
})
