import { z } from 'zod'
import { readEnv } from '@/lib/env'
import { t } from '@/messages/generated/refusals'
import { callAuth } from '../../call-auth'
import { HttpError, writeAsAnyone } from '../../write'

/** Sends a reader to GitHub to sign in, if the operator has set it up. */
export const POST = writeAsAnyone({
  fields: z.strictObject({}),
  form: { page: '/sign-in', keep: [] },
  async act({ request, returnTo }) {
    const { baseUrl, github } = readEnv()
    if (!github) throw new HttpError(404, t('noGithub'))
    const { data, cookies } = await callAuth(request, '/sign-in/social', {
      provider: 'github',
      callbackURL: baseUrl + returnTo,
      errorCallbackURL: `${baseUrl}/sign-in`,
      disableRedirect: true,
    })
    return { location: data.url, data: { url: data.url }, cookies }
  },
})
