import type { AccountOverview } from '@/lib/account'
import { toAddress } from '@/lib/base-path'
import { formatEmailAddress } from '@/lib/email-address'
import type { FormState } from '@/lib/form-state'
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
  return (
    <AccountRow
      id="email"
      title="Email"
      value={`${formatEmailAddress(email)}${!sendsMail ? '' : emailVerified ? ' · confirmed' : ' · not confirmed yet'}`}
      open={Boolean(state)}
    >
      {state && (state.done || !isAllowed) && <FormMessage state={state} id="email-message" />}
      {sendsMail && !emailVerified && (
        <ButtonForm action={toAddress('/api/account/email/again')} label="Send confirmation link again" />
      )}
      <Explanation>
        {sendsMail
          ? 'We’ll email a link to the new address. Your address changes once you follow it.'
          : 'You sign in with this address. This portal can’t send email, so the change takes effect immediately.'}
      </Explanation>
      {isAllowed ? (
        <CredentialsForm
          section="email"
          action={toAddress('/api/account/email')}
          hidden={{ returnTo: '/account' }}
          state={state?.done ? null : state}
          submit="Change email address"
          fields={[emailField('New email address', 'email'), ...(proven ? [] : askedFactors(account))]}
        />
      ) : (
        <ConfirmFirst purpose="To change it" section="email" />
      )}
    </AccountRow>
  )
}
