import { z } from 'zod'
import { sealShownOnce, setUpAge } from '@/lib/account'
import { getSettings } from '@/lib/content'
import { readEnv } from '@/lib/env'
import { callAuth } from '../../../call-auth'
import { write } from '../../../write'
import { onAccountPage, proofFields, requireAccount } from '../../proof'
import { requirePassword } from '../require'

/** Starts to set up two-factor authentication: creates the app's secret. It is on once the app's first code was checked. */
export const POST = write({
  fields: z.strictObject(proofFields),
  form: onAccountPage('second-factor'),
  async act({ body, reader, request }) {
    const proven = await requirePassword(request, await requireAccount(reader), body)
    // The name that the app shows. A colon would end it.
    const issuer = `${(await getSettings()).name.replaceAll(':', ' ')} (${new URL(readEnv().baseUrl).hostname})`
    const { data } = await callAuth(request, '/two-factor/enable', { password: proven, method: 'totp', issuer })
    // Some apps show "+" literally.
    const shown = { uri: data.totpURI?.replaceAll('+', '%20'), codes: data.backupCodes ?? [] }
    return {
      data: { uri: shown.uri },
      location: '/account#second-factor',
      cookies: [await sealShownOnce(reader.id, shown, setUpAge)],
    }
  },
})
