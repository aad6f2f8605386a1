import { z } from 'zod'
import { addPasskey, mailPasskeyAdded, nameBrowser, type Added } from '@/lib/account'
import { after } from '@/lib/after'
import { t } from '@/messages/generated/refusals'
import { passkeyCredential } from '../../../account-fields'
import { HttpError, write } from '../../../write'
import { onAccountPage, proofFields, requireAccount, requireRecentProof } from '../../proof'

const refusals = {
  refused: { status: 422, message: 'passkeyNotAdded' },
  taken: { status: 409, message: 'passkeyInUse' },
  'too many': { status: 409, message: 'tooManyPasskeys' },
} as const satisfies Record<Exclude<Added, 'added'>, object>

/** Adds a passkey from the reader’s browser to their account. */
export const POST = write({
  fields: z.strictObject({ ...proofFields, credential: passkeyCredential }),
  form: onAccountPage('passkeys'),
  async act({ body, reader, request }) {
    const account = await requireAccount(reader)
    await requireRecentProof(request, account, body)
    const added = await addPasskey(reader.id, body.credential, nameBrowser(request.headers.get('user-agent') ?? ''))
    if (added !== 'added') throw new HttpError(refusals[added].status, t(refusals[added].message))
    after('Mailing that a passkey was added', () => mailPasskeyAdded(account.email))
    return { notice: t('passkeyAdded') }
  },
})
