import type { AccountOverview } from '@/lib/account'
import type { FormState } from '@/lib/form-state'
import { AccountSection, Explanation, OneButton } from './account-section'
import { ConfirmFirst } from './confirm-first'
import { CredentialsForm } from './credentials-form'
import { askedFactors } from './fields'
import { FormMessage } from './form-message'

interface AddressProps {
  account: AccountOverview
  state: FormState | null
  sendsMail: boolean
  /** Whether the reader showed within the last minutes who they are. */
  proven: boolean
}

/** The account's e-mail address, whether it is confirmed, and how to change it. */
export function Address({ account, state, sendsMail, proven }: AddressProps) {
  const { email, emailVerified, hasPassword } = account
  const allowed = hasPassword || proven
  return (
    <AccountSection id="email" title="E-mail address">
      {state && (state.done || !allowed) && <FormMessage state={state} id="email-message" />}
      <p className="font-ui text-ui break-words">
        <strong className="font-semibold">{email}</strong>
        {sendsMail && (emailVerified ? ' · confirmed' : ' · not confirmed yet')}
      </p>
      {sendsMail && !emailVerified && <OneButton action="/api/account/email/again" label="Send the link to confirm it again" />}
      <Explanation>
        {sendsMail ? 'A new address is yours once you follow the link that is mailed to it.' : 'This portal sends no mail: the address is what you sign in with, and changes at once.'}
      </Explanation>
      {allowed ? (
        <CredentialsForm
          section="email"
          action="/api/account/email"
          hidden={{ returnTo: '/account' }}
          state={state?.done ? null : state}
          submit="Change the address"
          fields={[{ name: 'email', label: 'New e-mail address', type: 'email', autoComplete: 'email', maxLength: 254 }, ...(proven ? [] : askedFactors(account))]}
        />
      ) : (
        <ConfirmFirst purpose="To change it" section="email" />
      )}
    </AccountSection>
  )
}
