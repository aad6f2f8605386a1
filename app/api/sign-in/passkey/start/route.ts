import { z } from 'zod'
import { parseRequestOptions } from '@/lib/responses/passkey-options'
import { callAuth } from '../../../call-auth'
import { writeAsAnyone } from '../../../write'

/** Returns the options with which a browser requests a passkey; the same for everyone. */
export const POST = writeAsAnyone({
  fields: z.strictObject({}),
  form: { page: '/sign-in', keep: [] },
  async act({ request }) {
    const options = parseRequestOptions((await callAuth(request, '/passkey/sign-in-options', {})).data)
    if (!options) throw new Error('better-auth returned malformed options to request a passkey.')
    return { data: { ...options } }
  },
})
