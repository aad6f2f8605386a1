import { z } from 'zod'
import { startConfirming } from '@/lib/account'
import { canSendMail } from '@/lib/mail'
import { t } from '@/messages/generated/refusals'
import { describeLinkOnItsWay } from '../../../link-on-its-way'
import { HttpError, write } from '../../../write'
import { onAccountPage, requireAccount } from '../../proof'

/** Mails another link to confirm the reader's address. */
export const POST = write({
  fields: z.strictObject({}),
  form: onAccountPage('email'),
  async act({ reader }) {
    const { email, emailVerified } = await requireAccount(reader)
    if (!canSendMail()) throw new HttpError(404, t('cannotMail'))
    if (emailVerified) return { notice: t('addressAlreadyConfirmed') }
    if (!(await startConfirming({ id: reader.id, email }, email))) throw new HttpError(429, t('tooManyEmails'))
    return { notice: describeLinkOnItsWay(email) }
  },
})
