import { z } from 'zod'
import { mailSecondFactorOff } from '@/lib/account'
import { after } from '@/lib/after'
import { t } from '@/messages/generated/refusals'
import { callAuth } from '../../../call-auth'
import { write } from '../../../write'
import { endOthersField, prepareEndOthers } from '../../end-others'
import { onAccountPage, proofFields, requireAccount } from '../../proof'
import { requirePassword, requireSecondFactor } from '../require'

/** Turns off two-factor authentication. Needs both factors. */
export const POST = write({
  fields: z.strictObject({ ...proofFields, endOthers: endOthersField }),
  form: onAccountPage('second-factor-off'),
  async act({ body, reader, request }) {
    const account = await requireAccount(reader)
    requireSecondFactor(account)
    const proven = await requirePassword(request, account, body)
    const endOthers = await prepareEndOthers(request, reader.id)
    const { cookies } = await callAuth(request, '/two-factor/disable', { password: proven })
    if (body.endOthers) await endOthers()
    after('Mailing that two-factor authentication was turned off', () => mailSecondFactorOff(account.email))
    return {
      cookies,
      notice: {
        page: '/account',
        section: 'second-factor',
        message: t('twoFactorTurnedOff'),
      },
    }
  },
})
