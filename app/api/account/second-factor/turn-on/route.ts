import { z } from 'zod'
import { codesAge, mailSecondFactorOn, openShownOnce, sealShownOnce } from '@/lib/account'
import { after } from '@/lib/after'
import { t } from '@/messages/generated/refusals'
import { firstCode } from '../../../account-fields'
import { checkCode } from '../../../check-code'
import { HttpError, write } from '../../../write'
import { endOthersField, prepareEndOthers } from '../../end-others'
import { onAccountPage, requireAccount } from '../../proof'

/** Turns on two-factor authentication with the app's first code, and shows the recovery codes. */
export const POST = write({
  fields: z.strictObject({ code: firstCode, endOthers: endOthersField }),
  form: onAccountPage('second-factor'),
  async act({ body, reader, request }) {
    const account = await requireAccount(reader)
    if (account.secondFactor) throw new HttpError(409, t('twoFactorAlreadyOn'))
    const shown = await openShownOnce(reader.id, request.headers.get('cookie') ?? '')
    if (!shown?.uri) throw new HttpError(409, t('setUpExpired'))
    const endOthers = await prepareEndOthers(request, reader.id)
    const { cookies } = await checkCode(request, { code: body.code, isRecovery: false })
    after('Mailing that two-factor authentication was turned on', () => mailSecondFactorOn(account.email))
    if (body.endOthers) await endOthers()
    const { codes } = shown
    return {
      data: { codes },
      notice: t('twoFactorTurnedOn'),
      cookies: [...cookies, await sealShownOnce(reader.id, { codes }, codesAge)],
    }
  },
})
