import { APIError } from 'better-auth/api'
import { z } from 'zod'
import { mailPasswordChanged, withdrawLinks } from '@/lib/account'
import { getAuth } from '@/lib/auth'
import { after } from '@/lib/after'
import { newPassword, password, requireStrong } from '../../account-fields'
import { callAuth } from '../../call-auth'
import { Refusal, write } from '../../write'
import { onAccountPage, requireAccount, requireFreshSession } from '../proof'

/** Changes the reader’s password and signs every other browser out; or sets one where the account has none. */
export const POST = write({
  fields: z.strictObject({ currentPassword: password.optional(), newPassword }),
  form: onAccountPage('password'),
  async act({ body, reader, request }) {
    const account = await requireAccount(reader)
    await requireStrong(body.newPassword, account.email)
    const cookies = account.hasPassword ? await change(request, body.currentPassword, body.newPassword) : await set(request, body.newPassword)
    await withdrawLinks(reader.id)
    after('Telling that a password was changed', () => mailPasswordChanged(account.email))
    return { cookies, notice: account.hasPassword ? 'Your password is changed, and every other browser signed out.' : 'Your password is set.' }
  },
})

async function change(request: Request, currentPassword: string | undefined, newPassword: string): Promise<string[]> {
  if (!currentPassword) throw new Refusal(422, 'Type your password as it is now.')
  return (await callAuth(request, '/change-password', { currentPassword, newPassword, revokeOtherSessions: true })).cookies
}

async function set(request: Request, newPassword: string): Promise<string[]> {
  await requireFreshSession(request)
  try {
    // Not in better-auth's router: it can only be called from here.
    await getAuth().api.setPassword({ body: { newPassword }, headers: request.headers })
  } catch (error) {
    if (error instanceof APIError && error.body?.code === 'PASSWORD_ALREADY_SET') throw new Refusal(409, 'Your account has a password already. Change it instead.')
    throw error
  }
  return []
}
