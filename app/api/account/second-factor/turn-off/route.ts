import { z } from 'zod'
import { mailSecondFactorOff } from '@/lib/account'
import { after } from '@/lib/after'
import { code, password } from '../../../account-fields'
import { callAuth } from '../../../call-auth'
import { checkCode } from '../../../check-code'
import { write } from '../../../write'
import { onAccountPage, requireAccount } from '../../proof'
import { requirePassword, requireSecondFactor } from '../require'

/** Turns the second factor off, by both factors. */
export const POST = write({
  fields: z.strictObject({ password: password.optional(), code }),
  form: onAccountPage('second-factor-off'),
  async act({ body, reader, request }) {
    const account = await requireAccount(reader)
    requireSecondFactor(account)
    const proven = await requirePassword(request, account, body.password)
    await checkCode(request, body.code)
    const { cookies } = await callAuth(request, '/two-factor/disable', { password: proven })
    after('Telling that a second factor is off', () => mailSecondFactorOff(account.email))
    return { cookies, notice: { page: '/account', section: 'second-factor', message: 'The second factor is off. Your password alone opens the account.' } }
  },
})
