import { z } from 'zod'
import { provePasskey, serialiseProof } from '@/lib/account'
import { readCurrentSession } from '@/lib/session'
import { passkeyCredential } from '../../../account-fields'
import { HttpError, write } from '../../../write'
import { requireMember } from '../../proof'
import { signedOutMessage } from '../../../messages'

/** Like `account/confirm`, with a passkey. It counts as both factors, as its device checked a fingerprint or a PIN. */
export const POST = write({
  fields: z.strictObject({ credential: passkeyCredential }),
  form: { page: '/account/confirm', keep: [] },
  async act({ body, reader, request }) {
    requireMember(reader)
    if (!(await provePasskey(body.credential, reader.id)))
      throw new HttpError(401, 'That passkey doesn’t belong to your account.')
    const session = await readCurrentSession(request.headers)
    if (!session) throw new HttpError(401, signedOutMessage, '/sign-in')
    return { cookies: [serialiseProof(session.id, true)] }
  },
})
