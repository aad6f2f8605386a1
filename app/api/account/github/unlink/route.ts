import { z } from 'zod'
import { mailGithubUnlinked, unlinkGithub } from '@/lib/account'
import { after } from '@/lib/after'
import { HttpError, write } from '../../../write'
import { onAccountPage, proofFields, requireAccount, requireRecentProof } from '../../proof'

/** Takes GitHub away from the ways into the reader’s account, never the last of them. */
export const POST = write({
  fields: z.strictObject(proofFields),
  form: onAccountPage('github'),
  async act({ body, reader, request }) {
    const account = await requireAccount(reader)
    if (account.github && !account.hasPassword)
      throw new HttpError(409, 'That is the only way into your account. Set a password first.')
    await requireRecentProof(request, account, body)
    if (await unlinkGithub(reader.id))
      after('Telling that GitHub was unlinked', () => mailGithubUnlinked(account.email))
    return {
      notice: 'GitHub no longer opens your account. If someone else used it, sign out your other browsers too.',
    }
  },
})
