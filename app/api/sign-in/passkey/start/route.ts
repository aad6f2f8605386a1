import { z } from 'zod'
import { parseRequestOptions } from '@/lib/responses/passkey-options'
import { callAuth } from '../../../call-auth'
import { writeAsAnyone } from '../../../write'

/** Gives a browser what it asks a passkey to sign; the same for everyone. */
export const POST = writeAsAnyone({
  fields: z.strictObject({}),
  form: { page: '/sign-in', keep: [] },
  async act({ request }) {
    const options = parseRequestOptions((await callAuth(request, '/passkey/sign-in-options', {})).data)
    if (!options) throw new Error('What asks for a passkey has no shape that a browser could read.')
    return { data: { ...options } }
  },
})
