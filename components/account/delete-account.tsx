import type { AccountOverview } from '@/lib/account'
import { toAddress } from '@/lib/base-path'
import type { FormState } from '@/lib/form-state'
import { AccountRow } from './account-row'
import { Explanation } from './account-section'
import { ConfirmFirst } from './confirm-first'
import { CredentialsForm } from './credentials-form'
import { askedFactors, emailField } from './fields'
import { FormMessage } from './form-message'

const typedAddress = emailField('Type your email address to confirm', 'off')

/** A form that deletes the account. */
export function DeleteAccount({
  account,
  state,
  proven,
}: {
  account: AccountOverview
  state: FormState | null
  proven: boolean
}) {
  return (
    <AccountRow
      id="delete"
      title="Delete account"
      value="Removes your marks, notes and account immediately"
      verb="Open"
      open={Boolean(state)}
    >
      <Explanation>This can’t be undone. To keep a copy of your marks, export them first.</Explanation>
      {account.hasPassword || proven ? (
        <CredentialsForm
          section="delete"
          action={toAddress('/api/account/delete')}
          hidden={{ returnTo: '/account' }}
          state={state}
          submit="Delete my account"
          dangerous
          fields={account.hasPassword ? askedFactors(account) : [typedAddress]}
        />
      ) : (
        <>
          {state && <FormMessage state={state} id="delete-message" />}
          <ConfirmFirst purpose="To delete it" section="delete" />
        </>
      )}
    </AccountRow>
  )
}
