import { z } from 'zod'
import { addPasskey, mailPasskeyAdded, nameBrowser, type Added } from '@/lib/account'
import { after } from '@/lib/after'
import { passkeyCredential } from '../../../account-fields'
import { HttpError, write } from '../../../write'
import { onAccountPage, proofFields, requireAccount, requireRecentProof } from '../../proof'

const refusals: Record<Exclude<Added, 'added'>, HttpError> = {
  refused: new HttpError(422, 'That passkey could not be added. Try again.'),
  taken: new HttpError(409, 'That passkey opens an account already.'),
  'too many': new HttpError(409, 'Your account has as many passkeys as it can. Remove one first.'),
}

/** Makes a passkey that the reader’s browser made a way into their account. */
export const POST = write({
  fields: z.strictObject({ ...proofFields, credential: passkeyCredential }),
  form: onAccountPage('passkeys'),
  async act({ body, reader, request }) {
    const account = await requireAccount(reader)
    await requireRecentProof(request, account, body)
    const added = await addPasskey(reader.id, body.credential, nameBrowser(request.headers.get('user-agent') ?? ''))
    if (added !== 'added') throw refusals[added]
    after('Telling that a passkey was added', () => mailPasskeyAdded(account.email))
    return { notice: 'Your passkey is added: you can sign in with it.' }
  },
})
