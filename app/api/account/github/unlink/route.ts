import { z } from 'zod'
import { mailGithubUnlinked, unlinkGithub } from '@/lib/account'
import { after } from '@/lib/after'
import { HttpError, write } from '../../../write'
import { onAccountPage, proofFields, requireAccount, requireRecentProof } from '../../proof'
import { onlySignInMethod, signOutAdvice } from '../../../messages'

/** Unlinks GitHub from the reader’s account, unless it is the only sign-in method. */
export const POST = write({
  fields: z.strictObject(proofFields),
  form: onAccountPage('github'),
  async act({ body, reader, request }) {
    const account = await requireAccount(reader)
    if (account.github && !account.hasPassword) throw new HttpError(409, onlySignInMethod)
    await requireRecentProof(request, account, body)
    if (await unlinkGithub(reader.id))
      after('Mailing that GitHub was unlinked', () => mailGithubUnlinked(account.email))
    return {
      notice: `GitHub unlinked. ${signOutAdvice}`,
    }
  },
})
