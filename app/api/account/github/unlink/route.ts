import { z } from 'zod'
import { mailGithubUnlinked, unlinkGithub } from '@/lib/account'
import { after } from '@/lib/after'
import { t } from '@/messages/generated/refusals'
import { HttpError, write } from '../../../write'
import { onAccountPage, proofFields, requireAccount, requireRecentProof } from '../../proof'

/** Unlinks GitHub from the reader’s account, unless it is the only sign-in method. */
export const POST = write({
  fields: z.strictObject(proofFields),
  form: onAccountPage('github'),
  async act({ body, reader, request }) {
    const account = await requireAccount(reader)
    if (account.github && !account.hasPassword) throw new HttpError(409, t('onlySignInMethod'))
    await requireRecentProof(request, account, body)
    if (await unlinkGithub(reader.id))
      after('Mailing that GitHub was unlinked', () => mailGithubUnlinked(account.email))
    return {
      notice: t('githubUnlinked'),
    }
  },
})
