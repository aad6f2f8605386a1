import type { AccountOverview } from '@/lib/account'
import { toAddress } from '@/lib/base-path'
import { formatEmailAddress } from '@/lib/email-address'
import type { FormState } from '@/lib/form-state'
import { AccountRow } from './account-row'
import { Explanation, OneButton } from './account-section'
import { ConfirmFirst } from './confirm-first'
import { CredentialsForm } from './credentials-form'
import { askedFactors, emailField } from './fields'
import { FormMessage } from './form-message'

interface AddressProps {
  account: AccountOverview
  state: FormState | null
  sendsMail: boolean
  /** Whether the reader showed within the last minutes who they are. */
  proven: boolean
}

/** The account's email address, whether it is confirmed, and how to change it. */
export function Address({ account, state, sendsMail, proven }: AddressProps) {
  const { email, emailVerified, hasPassword } = account
  const allowed = hasPassword || proven
  return (
    <AccountRow
      id="email"
      title="Email"
      value={`${formatEmailAddress(email)}${!sendsMail ? '' : emailVerified ? ' · confirmed' : ' · not confirmed yet'}`}
      open={Boolean(state)}
    >
      {state && (state.done || !allowed) && <FormMessage state={state} id="email-message" />}
      {sendsMail && !emailVerified && (
        <OneButton action={toAddress('/api/account/email/again')} label="Send the link to confirm it again" />
      )}
      <Explanation>
        {sendsMail
          ? 'A new address is yours once you follow the link that is mailed to it.'
          : 'This portal sends no mail: the address is what you sign in with, and changes at once.'}
      </Explanation>
      {allowed ? (
        <CredentialsForm
          section="email"
          action={toAddress('/api/account/email')}
          hidden={{ returnTo: '/account' }}
          state={state?.done ? null : state}
          submit="Change the address"
          fields={[emailField('New email address', 'email'), ...(proven ? [] : askedFactors(account))]}
        />
      ) : (
        <ConfirmFirst purpose="To change it" section="email" />
      )}
    </AccountRow>
  )
}
