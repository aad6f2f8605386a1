import { z } from 'zod'
import {
  mailGithubUnlinked,
  mailPasskeyRemoved,
  readOtherWaysIn,
  readResetReview,
  removePasskey,
  unlinkGithub,
} from '@/lib/account'
import { after } from '@/lib/after'
import { t } from '@/messages/generated/refusals'
import { HttpError, writeAsAnyone } from '../../write'

const wayMessage = '"way" must be "all", "github" or "passkey:" and an id.'

/** Removes other sign-in methods after a password reset in this browser. */
export const POST = writeAsAnyone({
  fields: z.strictObject({
    way: z.string(wayMessage).regex(/^(all|github|passkey:[\w-]{1,64})$/, wayMessage),
  }),
  form: { page: '/reset-password/done', keep: [] },
  async act({ body: { way }, request }) {
    const reader = readResetReview(request.headers.get('cookie') ?? '')
    if (!reader) throw new HttpError(403, t('tooLateToRemove'))
    const ways = await readOtherWaysIn(reader)
    if (!ways) throw new HttpError(403, t('nothingToRemove'))
    if (ways.secondFactor) throw new HttpError(403, t('signInToRemove'))
    const passkeys = ways.passkeys.filter(({ id }) => way === 'all' || way === `passkey:${id}`)
    for (const { id } of passkeys)
      if (await removePasskey(reader, id))
        after('Mailing that a passkey was removed', () => mailPasskeyRemoved(ways.email))
    if ((way === 'all' || way === 'github') && (await unlinkGithub(reader)))
      after('Mailing that GitHub was unlinked', () => mailGithubUnlinked(ways.email))
    return {
      notice: {
        page: '/reset-password/done',
        message: t(way === 'all' ? 'signInMethodsRemoved' : 'signInMethodRemoved'),
      },
    }
  },
})
