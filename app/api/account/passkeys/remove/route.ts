import { z } from 'zod'
import { readPasskeys, removePasskey } from '@/lib/account'
import { readEnv } from '@/lib/env'
import { passkey } from '../../../account-fields'
import { Refusal, write } from '../../../write'
import { onAccountPage, requireAccount, requireFreshSession } from '../../proof'

/** Takes a passkey away from the ways into the reader’s account, never the last of them. */
export const POST = write({
  fields: z.strictObject({ passkey }),
  form: onAccountPage('passkeys'),
  async act({ body, reader, request }) {
    const { github, hasPassword } = await requireAccount(reader)
    await requireFreshSession(request)
    const passkeys = await readPasskeys(reader.id)
    if (!passkeys.some(({ id }) => id === body.passkey)) throw new Refusal(404, 'That passkey is removed already.')
    const isLast = passkeys.length === 1 && !hasPassword && !(github && readEnv().github)
    if (isLast) throw new Refusal(409, 'That is the only way into your account. Set a password first.')
    await removePasskey(reader.id, body.passkey)
    return { notice: 'That passkey does not open your account any more.' }
  },
})
