import { z } from 'zod'
import { addPasskey, mailPasskeyAdded, nameBrowser, type Added } from '@/lib/account'
import { after } from '@/lib/after'
import { passkeyCredential } from '../../../account-fields'
import { HttpError, write } from '../../../write'
import { onAccountPage, proofFields, requireAccount, requireRecentProof } from '../../proof'

const refusals: Record<Exclude<Added, 'added'>, HttpError> = {
  refused: new HttpError(422, 'That passkey couldn’t be added. Try again.'),
  taken: new HttpError(409, 'That passkey is already in use.'),
  'too many': new HttpError(409, 'Your account has the maximum number of passkeys. Remove one first.'),
}

/** Adds a passkey from the reader’s browser to their account. */
export const POST = write({
  fields: z.strictObject({ ...proofFields, credential: passkeyCredential }),
  form: onAccountPage('passkeys'),
  async act({ body, reader, request }) {
    const account = await requireAccount(reader)
    await requireRecentProof(request, account, body)
    const added = await addPasskey(reader.id, body.credential, nameBrowser(request.headers.get('user-agent') ?? ''))
    if (added !== 'added') throw refusals[added]
    after('Mailing that a passkey was added', () => mailPasskeyAdded(account.email))
    return { notice: 'Passkey added. You can now sign in with it.' }
  },
})
