import { z } from 'zod'
import { readEnv } from '@/lib/env'
import { callAuth } from '../../../call-auth'
import { Refusal, write } from '../../../write'
import { onAccountPage, requireFreshSession, requireMember } from '../../proof'

/** Sends a reader to GitHub to make it a way into their account. */
export const POST = write({
  fields: z.strictObject({}),
  form: onAccountPage('github'),
  async act({ reader, request }) {
    requireMember(reader)
    const { baseUrl, github } = readEnv()
    if (!github) throw new Refusal(404, 'Signing in with GitHub is not set up on this portal.')
    await requireFreshSession(request)
    const { data, cookies } = await callAuth(request, '/link-social', {
      provider: 'github',
      callbackURL: `${baseUrl}/account?linked=github`,
      errorCallbackURL: `${baseUrl}/account`,
      disableRedirect: true,
    })
    return { location: data.url, data: { url: data.url }, cookies }
  },
})
