import type { AccountOverview } from '@/lib/account'
import { toAddress } from '@/lib/base-path'
import type { FormState } from '@/lib/form-state'
import { t } from '@/messages/generated/account'
import { AccountRow } from './account-row'
import { Explanation } from './account-section'
import { ConfirmFirst } from './confirm-first'
import { CredentialsForm } from './credentials-form'
import { askedFactors, emailField } from './fields'
import { FormMessage } from './form-message'

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
      title={t('deleteAccount')}
      value={t('deleteAccountEffect')}
      verb={t('open')}
      open={Boolean(state)}
    >
      <Explanation>{t('deleteAccountHint')}</Explanation>
      {account.hasPassword || proven ? (
        <CredentialsForm
          section="delete"
          action={toAddress('/api/account/delete')}
          hidden={{ returnTo: '/account' }}
          state={state}
          submit={t('deleteMyAccount')}
          dangerous
          fields={account.hasPassword ? askedFactors(account) : [emailField(t('typeEmailToConfirm'), 'off')]}
        />
      ) : (
        <>
          {state && <FormMessage state={state} id="delete-message" />}
          <ConfirmFirst purpose="Delete" section="delete" />
        </>
      )}
    </AccountRow>
  )
}
