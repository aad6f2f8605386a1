import { z } from 'zod'
import { startSignUp } from '@/lib/account'
import { getClientAddress, toPlace } from '@/lib/client-address'
import { takeTurn } from '@/lib/limits'
import { canSendMail } from '@/lib/mail'
import { email, name, newPassword, requireStrong } from '../account-fields'
import { callAuth, tooManyTries } from '../call-auth'
import { writeAsAnyone } from '../write'

/**
 * Makes an account and signs its reader in. Where the portal sends mail, it first asks the address, so that
 * neither the answer nor its time says whether there is an account with it.
 */
export const POST = writeAsAnyone({
  fields: z.strictObject({ name, email, password: newPassword }),
  form: { page: '/sign-up', keep: ['name', 'email'] },
  async act({ body, request, returnTo }) {
    await requireStrong(body.password, body.email)
    if (!canSendMail()) return { cookies: (await callAuth(request, '/sign-up/email', body)).cookies }
    // As better-auth has it for those above.
    const wait = await takeTurn(`${toPlace(getClientAddress(request.headers))}|/sign-up`, { max: 3, window: 10 })
    if (wait !== null) throw tooManyTries(wait)
    await startSignUp({ ...body, next: returnTo })
    return { notice: `A link is on its way to ${body.email}. Follow it within an hour, and your account is there.` }
  },
})
