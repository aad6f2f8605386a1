import { z } from 'zod'
import { mailPasskeyRemoved, readPasskeys, removePasskey } from '@/lib/account'
import { readEnv } from '@/lib/env'
import { after } from '@/lib/after'
import { passkey } from '../../../account-fields'
import { HttpError, write } from '../../../write'
import { onAccountPage, proofFields, requireAccount, requireRecentProof } from '../../proof'

/** Takes a passkey away from the ways into the reader’s account, never the last of them. */
export const POST = write({
  fields: z.strictObject({ ...proofFields, passkey }),
  form: onAccountPage('passkeys'),
  async act({ body, reader, request }) {
    const account = await requireAccount(reader)
    await requireRecentProof(request, account, body)
    const passkeys = await readPasskeys(reader.id)
    if (!passkeys.some(({ id }) => id === body.passkey)) throw new HttpError(404, 'That passkey is removed already.')
    const isLast = passkeys.length === 1 && !account.hasPassword && !(account.github && readEnv().github)
    if (isLast) throw new HttpError(409, 'That is the only way into your account. Set a password first.')
    if (await removePasskey(reader.id, body.passkey))
      after('Telling that a passkey was removed', () => mailPasskeyRemoved(account.email))
    return {
      notice: 'That passkey no longer opens your account. If someone else used it, sign out your other browsers too.',
    }
  },
})
