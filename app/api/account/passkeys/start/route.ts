import { z } from 'zod'
import { callAuth } from '../../../call-auth'
import { write } from '../../../write'
import { onAccountPage, requireFreshSession, requireMember } from '../../proof'

/** Gives the reader’s browser what it makes a passkey of. */
export const POST = write({
  fields: z.strictObject({}),
  form: onAccountPage('passkeys'),
  async act({ reader, request }) {
    requireMember(reader)
    await requireFreshSession(request)
    const { data, cookies } = await callAuth(request, '/passkey/add-options', {})
    return { data, cookies }
  },
})
