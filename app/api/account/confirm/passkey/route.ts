import { z } from 'zod'
import { provePasskey, serialiseProof } from '@/lib/account'
import { readCurrentSession } from '@/lib/session'
import { t } from '@/messages/generated/refusals'
import { passkeyCredential } from '../../../account-fields'
import { HttpError, write } from '../../../write'
import { requireMember } from '../../proof'

/** Like `account/confirm`, with a passkey. It counts as both factors, as its device checked a fingerprint or a PIN. */
export const POST = write({
  fields: z.strictObject({ credential: passkeyCredential }),
  form: { page: '/account/confirm', keep: [] },
  async act({ body, reader, request }) {
    requireMember(reader)
    if (!(await provePasskey(body.credential, reader.id))) throw new HttpError(401, t('passkeyOfOther'))
    const session = await readCurrentSession(request.headers)
    if (!session) throw new HttpError(401, t('signedOut'), '/sign-in')
    return { cookies: [serialiseProof(session.id, true)] }
  },
})
