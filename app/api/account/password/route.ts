import { APIError } from 'better-auth/api'
import { z } from 'zod'
import { mailPasswordChanged, mailPasswordSet, TooBusyError, withdrawLinks, type AccountOverview } from '@/lib/account'
import { getAuth, tooBusyCode } from '@/lib/auth'
import { after } from '@/lib/after'
import { t } from '@/messages/generated/refusals'
import { code, newPassword, password, requireStrong } from '../../account-fields'
import { callAuth } from '../../call-auth'
import { atField } from '../../http-error'
import { HttpError, write } from '../../write'
import { isRecentlyProven, onAccountPage, requireAccount, requireFactors, requireRecentProof } from '../proof'

/** Changes the reader’s password and signs out every other browser; or sets one if the account has none. */
export const POST = write({
  fields: z.strictObject({ currentPassword: password.optional(), code: code.optional(), newPassword }),
  form: onAccountPage('password'),
  async act({ body, reader, request }) {
    const account = await requireAccount(reader)
    if (body.newPassword === body.currentPassword) throw new HttpError(422, t('passwordUnchanged')).at('newPassword')
    await requireStrong('newPassword', body.newPassword, account.email)
    const cookies = account.hasPassword
      ? await change(request, account, body)
      : await set(request, account, body.newPassword)
    await withdrawLinks(reader.id)
    after('Mailing that a password was changed', () =>
      (account.hasPassword ? mailPasswordChanged : mailPasswordSet)(account.email),
    )
    return {
      cookies,
      notice: t(account.hasPassword ? 'passwordChanged' : 'passwordSet'),
    }
  },
})

interface Change {
  currentPassword?: string
  code?: { code: string; isRecovery: boolean }
  newPassword: string
}

async function change(
  request: Request,
  account: AccountOverview,
  { currentPassword, code, newPassword }: Change,
): Promise<string[]> {
  if (!currentPassword) throw new HttpError(422, t('enterCurrentPassword')).at('currentPassword')
  if (account.secondFactor && !(await isRecentlyProven(request, account)))
    await requireFactors(request, account, { password: currentPassword, code }).catch((error: unknown) => {
      throw error instanceof HttpError && error.field === 'password' ? error.at('currentPassword') : error
    })
  const changed = callAuth(request, '/change-password', { currentPassword, newPassword, revokeOtherSessions: true })
  return (await atField('currentPassword', changed)).cookies
}

async function set(request: Request, account: AccountOverview, newPassword: string): Promise<string[]> {
  await requireRecentProof(request, account, {})
  try {
    // Not in better-auth's router, so only the server can call it.
    await getAuth().api.setPassword({ body: { newPassword }, headers: request.headers })
  } catch (error) {
    if (error instanceof APIError && error.body?.code === 'PASSWORD_ALREADY_SET')
      throw new HttpError(409, t('passwordAlreadySet'))
    if (error instanceof APIError && error.body?.code === tooBusyCode) throw new TooBusyError()
    throw error
  }
  return []
}
