import { z } from 'zod'
import { passkeyCredential } from '../../account-fields'
import { callAuth } from '../../call-auth'
import { writeAsAnyone } from '../../write'

/** Signs a reader in with a passkey. */
export const POST = writeAsAnyone({
  fields: z.strictObject({ credential: passkeyCredential }),
  form: { page: '/sign-in', keep: [] },
  async act({ body, request }) {
    const { cookies } = await callAuth(request, '/sign-in/passkey', body)
    return { cookies }
  },
})
