import { z } from 'zod'
import { serialiseProof } from '@/lib/account'
import { readCurrentSession } from '@/lib/session'
import { HttpError, write } from '../../write'
import { proofFields, requireAccount, requireFactors } from '../proof'

/** Lets a reader show who they are, so that for ten minutes they may change what opens their account. */
export const POST = write({
  fields: z.strictObject(proofFields),
  form: { page: '/account/confirm', keep: [] },
  async act({ body, reader, request }) {
    const account = await requireAccount(reader)
    if (!account.hasPassword) throw new HttpError(409, 'Your account has no password. Sign in again instead.')
    await requireFactors(request, account, body)
    const session = await readCurrentSession(request.headers)
    if (!session) throw new HttpError(401, 'You are signed out. Sign in and try again.', '/sign-in')
    return { cookies: [serialiseProof(session.id, account.secondFactor)] }
  },
})
