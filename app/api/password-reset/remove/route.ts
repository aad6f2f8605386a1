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
import { HttpError, writeAsAnyone } from '../../write'

/** Removes the ways in that an account has besides the password that this browser has just set by mail. */
export const POST = writeAsAnyone({
  fields: z.strictObject({
    way: z.string('Name a way in.').regex(/^(all|github|passkey:[\w-]{1,64})$/, 'Name a way in.'),
  }),
  form: { page: '/reset-password/done', keep: [] },
  async act({ body: { way }, request }) {
    const reader = readResetReview(request.headers.get('cookie') ?? '')
    const ways = reader && (await readOtherWaysIn(reader))
    if (!reader || !ways)
      throw new HttpError(403, 'There is nothing left to remove here. Sign in and look at your account’s page.')
    if (ways.secondFactor)
      throw new HttpError(403, 'Your account asks for a code. Sign in, then remove it on your account’s page.')
    const passkeys = ways.passkeys.filter(({ id }) => way === 'all' || way === `passkey:${id}`)
    for (const { id } of passkeys)
      if (await removePasskey(reader, id))
        after('Telling that a passkey was removed', () => mailPasskeyRemoved(ways.email))
    if ((way === 'all' || way === 'github') && (await unlinkGithub(reader)))
      after('Telling that GitHub was unlinked', () => mailGithubUnlinked(ways.email))
    return {
      notice: {
        page: '/reset-password/done',
        message: way === 'all' ? 'They no longer open your account.' : 'It no longer opens your account.',
      },
    }
  },
})
