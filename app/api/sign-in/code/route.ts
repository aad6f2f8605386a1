import { z } from 'zod'
import { code } from '../../account-fields'
import { checkCode } from '../../check-code'
import { writeAsAnyone } from '../../write'
import { endPreviousSession, withoutSession } from './previous-session'

/** Completes a sign-in by password with an authenticator code or a recovery code. */
export const POST = writeAsAnyone({
  fields: z.strictObject({ code }),
  form: { page: '/sign-in/code', keep: [] },
  async act({ body, request }) {
    // With a session, better-auth would check the code of its reader.
    const { data, cookies } = await checkCode({ headers: withoutSession(request.headers) }, body.code, 'code')
    return { cookies: [...cookies, ...(data.user ? await endPreviousSession(request.headers, data.user.id) : [])] }
  },
})
