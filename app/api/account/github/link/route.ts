import { z } from 'zod'
import { readEnv } from '@/lib/env'
import { t } from '@/messages/generated/refusals'
import { callAuth } from '../../../call-auth'
import { HttpError, write } from '../../../write'
import { onAccountPage, proofFields, requireAccount, requireRecentProof } from '../../proof'

/** Sends a reader to GitHub to link it to their account. */
export const POST = write({
  fields: z.strictObject(proofFields),
  form: onAccountPage('github'),
  async act({ body, reader, request }) {
    const account = await requireAccount(reader)
    const { baseUrl, github } = readEnv()
    if (!github) throw new HttpError(404, t('noGithub'))
    await requireRecentProof(request, account, body)
    const { data, cookies } = await callAuth(request, '/link-social', {
      provider: 'github',
      callbackURL: `${baseUrl}/account?linked=github`,
      errorCallbackURL: `${baseUrl}/account`,
      disableRedirect: true,
    })
    return { location: data.url, data: { url: data.url }, cookies }
  },
})
