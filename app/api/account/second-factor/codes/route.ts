import { z } from 'zod'
import { codesAge, mailRecoveryCodes, sealShownOnce } from '@/lib/account'
import { after } from '@/lib/after'
import { t } from '@/messages/generated/refusals'
import { callAuth } from '../../../call-auth'
import { write } from '../../../write'
import { onAccountPage, proofFields, requireAccount } from '../../proof'
import { requirePassword, requireSecondFactor } from '../require'

/** Replaces all recovery codes. Needs both factors. */
export const POST = write({
  fields: z.strictObject(proofFields),
  form: onAccountPage('second-factor-codes'),
  async act({ body, reader, request }) {
    const account = await requireAccount(reader)
    requireSecondFactor(account)
    const proven = await requirePassword(request, account, body)
    const { data } = await callAuth(request, '/two-factor/generate-backup-codes', { password: proven })
    const codes = data.backupCodes ?? []
    after('Mailing that recovery codes were replaced', () => mailRecoveryCodes(account.email))
    return {
      data: { codes },
      notice: {
        page: '/account',
        section: 'second-factor',
        message: t('recoveryCodesReplaced'),
      },
      cookies: [await sealShownOnce(reader.id, { codes }, codesAge)],
    }
  },
})
