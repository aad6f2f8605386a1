import { z } from 'zod'
import { startConfirming } from '@/lib/account'
import { canSendMail } from '@/lib/mail'
import { describeLinkOnItsWay } from '../../../link-on-its-way'
import { HttpError, write } from '../../../write'
import { onAccountPage, requireAccount } from '../../proof'

/** Mails the link once more by which the reader confirms their address. */
export const POST = write({
  fields: z.strictObject({}),
  form: onAccountPage('email'),
  async act({ reader }) {
    const { email, emailVerified } = await requireAccount(reader)
    if (!canSendMail()) throw new HttpError(404, 'This portal sends no mail.')
    if (emailVerified) return { notice: 'Your address is confirmed already.' }
    if (!(await startConfirming({ id: reader.id, email }, email)))
      throw new HttpError(429, 'You had several messages from us within the hour. Look for them, or try again later.')
    return { notice: describeLinkOnItsWay(email) }
  },
})
