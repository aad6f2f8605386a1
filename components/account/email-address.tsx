import type { AccountOverview } from '@/lib/account'
import { toAddress } from '@/lib/base-path'
import { formatEmailAddress } from '@/lib/email-address'
import type { FormState } from '@/lib/form-state'
import { t } from '@/messages/generated/account'
import { AccountRow } from './account-row'
import { Explanation, ButtonForm } from './account-section'
import { ConfirmFirst } from './confirm-first'
import { CredentialsForm } from './credentials-form'
import { askedFactors, emailField } from './fields'
import { FormMessage } from './form-message'

interface EmailAddressProps {
  account: AccountOverview
  state: FormState | null
  sendsMail: boolean
  /** Whether the reader confirmed their identity within the last ten minutes. */
  proven: boolean
}

/** The account's email address, whether it is confirmed, and a form to change it. */
export function EmailAddress({ account, state, sendsMail, proven }: EmailAddressProps) {
  const { email, emailVerified, hasPassword } = account
  const isAllowed = hasPassword || proven
  const shown = formatEmailAddress(email)
  return (
    <AccountRow
      id="email"
      title={t('email')}
      value={sendsMail ? t(emailVerified ? 'emailIsConfirmed' : 'emailIsNotConfirmed', { email: shown }) : shown}
      open={Boolean(state)}
    >
      {state && (state.done || !isAllowed) && <FormMessage state={state} id="email-message" />}
      {sendsMail && !emailVerified && (
        <ButtonForm action={toAddress('/api/account/email/again')} label={t('sendConfirmationAgain')} />
      )}
      <Explanation>{t(sendsMail ? 'emailChangesByLink' : 'emailChangesImmediately')}</Explanation>
      {isAllowed ? (
        <CredentialsForm
          section="email"
          action={toAddress('/api/account/email')}
          hidden={{ returnTo: '/account' }}
          state={state?.done ? null : state}
          submit={t('changeEmail')}
          fields={[emailField(t('newEmail'), 'email'), ...(proven ? [] : askedFactors(account))]}
        />
      ) : (
        <ConfirmFirst purpose="ChangeEmail" section="email" />
      )}
    </AccountRow>
  )
}
