import { z } from 'zod'
import { code } from '../../account-fields'
import { checkCode } from '../../check-code'
import { writeAsAnyone } from '../../write'
import { leaveFormer, withoutSession } from './former-session'

/** Signs a reader in whose password was right, by a code of their app or a recovery code. */
export const POST = writeAsAnyone({
  fields: z.strictObject({ code }),
  form: { page: '/sign-in/code', keep: [] },
  async act({ body, request }) {
    // Else the code would be taken for one of whoever is signed in.
    const { data, cookies } = await checkCode({ headers: withoutSession(request.headers) }, body.code, 'code')
    return { cookies: [...cookies, ...(data.user ? await leaveFormer(request.headers, data.user.id) : [])] }
  },
})
