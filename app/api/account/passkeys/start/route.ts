import { z } from 'zod'
import { parseCreationOptions } from '@/lib/responses/passkey-options'
import { callAuth } from '../../../call-auth'
import { write } from '../../../write'
import { onAccountPage, proofFields, requireAccount, requireRecentProof } from '../../proof'

/** Returns the options with which the reader’s browser creates a passkey. */
export const POST = write({
  fields: z.strictObject(proofFields),
  form: onAccountPage('passkeys'),
  async act({ body, reader, request }) {
    await requireRecentProof(request, await requireAccount(reader), body)
    const { data, cookies } = await callAuth(request, '/passkey/add-options', {})
    const options = parseCreationOptions(data)
    if (!options) throw new Error('better-auth returned malformed options to create a passkey.')
    return { data: { ...options }, cookies }
  },
})
