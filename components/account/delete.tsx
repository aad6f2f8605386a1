import type { AccountOverview } from '@/lib/account'
import type { FormState } from '@/lib/form-state'
import { AccountSection, Explanation } from './account-section'
import { CredentialsForm, type Field } from './credentials-form'
import { yourPassword } from './fields'
import { FormMessage } from './form-message'
import { SignInAgain } from './sign-in-again'

const typedAddress: Field = { name: 'email', label: 'Your e-mail address, typed out', type: 'email', autoComplete: 'off', maxLength: 254 }

/** The way out for good. */
export function Delete({ account: { hasPassword }, state, fresh }: { account: AccountOverview; state: FormState | null; fresh: boolean }) {
  return (
    <AccountSection id="delete" title="Delete the account">
      <Explanation>Your marks, your notes and the account itself are removed at once, for good. To keep a copy, export your marks first.</Explanation>
      {hasPassword || fresh ? (
        <CredentialsForm
          section="delete"
          action="/api/account/delete"
          hidden={{ returnTo: '/account' }}
          state={state}
          submit="Delete my account"
          dangerous
          fields={[hasPassword ? yourPassword : typedAddress]}
        />
      ) : (
        <>
          {state && <FormMessage state={state} id="delete-message" />}
          <SignInAgain purpose="To delete it" />
        </>
      )}
    </AccountSection>
  )
}
