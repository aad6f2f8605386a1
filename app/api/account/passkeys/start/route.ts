import { z } from 'zod'
import { parseCreationOptions } from '@/lib/responses/passkey-options'
import { callAuth } from '../../../call-auth'
import { write } from '../../../write'
import { onAccountPage, proofFields, requireAccount, requireRecentProof } from '../../proof'

/** Gives the reader’s browser what it makes a passkey of. */
export const POST = write({
  fields: z.strictObject(proofFields),
  form: onAccountPage('passkeys'),
  async act({ body, reader, request }) {
    await requireRecentProof(request, await requireAccount(reader), body)
    const { data, cookies } = await callAuth(request, '/passkey/add-options', {})
    const options = parseCreationOptions(data)
    if (!options) throw new Error('What makes a passkey has no shape that a browser could read.')
    return { data: { ...options }, cookies }
  },
})
