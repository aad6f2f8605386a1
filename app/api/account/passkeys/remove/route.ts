import { z } from 'zod'
import { mailPasskeyRemoved, readPasskeys, removePasskey } from '@/lib/account'
import { readEnv } from '@/lib/env'
import { after } from '@/lib/after'
import { t } from '@/messages/generated/refusals'
import { passkey } from '../../../account-fields'
import { HttpError, write } from '../../../write'
import { onAccountPage, proofFields, requireAccount, requireRecentProof } from '../../proof'

/** Removes a passkey from the reader’s account, unless it is the only sign-in method. */
export const POST = write({
  fields: z.strictObject({ ...proofFields, passkey }),
  form: onAccountPage('passkeys'),
  async act({ body, reader, request }) {
    const account = await requireAccount(reader)
    await requireRecentProof(request, account, body)
    const passkeys = await readPasskeys(reader.id)
    if (!passkeys.some(({ id }) => id === body.passkey)) throw new HttpError(404, t('passkeyGone'))
    const isLast = passkeys.length === 1 && !account.hasPassword && !(account.github && readEnv().github)
    if (isLast) throw new HttpError(409, t('onlySignInMethod'))
    if (await removePasskey(reader.id, body.passkey))
      after('Mailing that a passkey was removed', () => mailPasskeyRemoved(account.email))
    return {
      notice: t('passkeyRemoved'),
    }
  },
})
