import { z } from 'zod'
import { changeAddress, mailAddressAsked, startConfirming } from '@/lib/account'
import { after } from '@/lib/after'
import { formatEmailAddress } from '@/lib/email-address'
import { canSendMail } from '@/lib/mail'
import { t } from '@/messages/generated/refusals'
import { email } from '../../account-fields'
import { describeLinkOnItsWay } from '../../link-on-its-way'
import { HttpError, write } from '../../write'
import { onAccountPage, proofFields, requireAccount, requireProof } from '../proof'

/** Changes the reader’s email address, once the new one is confirmed; immediately if the portal sends no email. */
export const POST = write({
  fields: z.strictObject({ ...proofFields, email }),
  form: onAccountPage('email', ['email']),
  async act({ body, reader, request }) {
    const account = await requireAccount(reader)
    await requireProof(request, account, body)
    const to = body.email
    if (to === account.email) throw new HttpError(422, t('addressUnchanged')).at('email')
    if (!canSendMail()) {
      if (!(await changeAddress(reader.id, to))) throw new HttpError(422, t('addressTaken')).at('email')
      return { notice: t('addressIsNow', { email: formatEmailAddress(to) }) }
    }
    if (!(await startConfirming({ id: reader.id, email: account.email }, to)))
      throw new HttpError(429, t('tooManyEmails'))
    after('Mailing that an address change was requested', () => mailAddressAsked(account.email))
    return { notice: `${describeLinkOnItsWay(to)} ${t('followToChangeAddress')}` }
  },
})
