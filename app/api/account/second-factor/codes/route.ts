import { z } from 'zod'
import { codesAge, sealShownOnce } from '@/lib/account'
import { code, password } from '../../../account-fields'
import { callAuth } from '../../../call-auth'
import { checkCode } from '../../../check-code'
import { write } from '../../../write'
import { onAccountPage, requireAccount } from '../../proof'
import { requirePassword, requireSecondFactor } from '../require'

/** Makes new recovery codes in place of all that there were, by both factors. */
export const POST = write({
  fields: z.strictObject({ password: password.optional(), code }),
  form: onAccountPage('second-factor-codes'),
  async act({ body, reader, request }) {
    const account = await requireAccount(reader)
    requireSecondFactor(account)
    const proven = await requirePassword(request, account, body.password)
    await checkCode(request, body.code)
    const { data } = await callAuth(request, '/two-factor/generate-backup-codes', { password: proven })
    const codes = data.backupCodes ?? []
    return { data: { codes }, notice: { page: '/account', section: 'second-factor', message: 'These are your new recovery codes; the old ones are good no more.' }, cookies: [await sealShownOnce(reader.id, { codes }, codesAge)] }
  },
})
