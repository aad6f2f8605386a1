import { z } from 'zod'
import { provePasskey, serialiseProof } from '@/lib/account'
import { readCurrentSession } from '@/lib/session'
import { passkeyCredential } from '../../../account-fields'
import { HttpError, write } from '../../../write'
import { requireMember } from '../../proof'

/** As `account/confirm`, by a passkey of the account. Its device asked for a finger or a PIN, so it stands for both factors. */
export const POST = write({
  fields: z.strictObject({ credential: passkeyCredential }),
  form: { page: '/account/confirm', keep: [] },
  async act({ body, reader, request }) {
    requireMember(reader)
    if (!(await provePasskey(body.credential, reader.id)))
      throw new HttpError(401, 'That is not a passkey of your account.')
    const session = await readCurrentSession(request.headers)
    if (!session) throw new HttpError(401, 'You are signed out. Sign in and try again.', '/sign-in')
    return { cookies: [serialiseProof(session.id, true)] }
  },
})
