import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { canSendMail } from '@/lib/mail'
import { email } from '../account-fields'
import { callAuth } from '../call-auth'
import { Refusal, writeAsAnyone } from '../write'

/** Keeping a link takes the database longer than finding no account; nobody is answered before both are done. */
const shortestAnswer = 500

/** Mails a link for a new password, if there is such an account; the answer is the same if not. */
export const POST = writeAsAnyone({
  fields: z.strictObject({ email }),
  form: { page: '/forgot-password', keep: ['email'] },
  async act({ body, request }) {
    if (!canSendMail()) throw new Refusal(404, 'This portal sends no mail, so it can’t help with a forgotten password. Ask whoever runs it.')
    await Promise.all([callAuth(request, '/request-password-reset', body), wait(shortestAnswer)])
    return { notice: 'If there is an account with that address, a link is on its way to it. It works for an hour.' }
  },
})
