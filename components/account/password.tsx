import type { AccountOverview } from '@/lib/account'
import { toAddress } from '@/lib/base-path'
import type { FormState } from '@/lib/form-state'
import { t } from '@/messages/generated/account'
import { AccountRow } from './account-row'
import { Explanation } from './account-section'
import { ConfirmFirst } from './confirm-first'
import { CredentialsForm } from './credentials-form'
import { anyCodeField, newPasswordField } from './fields'
import { FormMessage } from './form-message'

interface PasswordProps {
  account: AccountOverview
  state: FormState | null
  length: { min: number; max: number }
  /** Whether the reader confirmed their identity within the last ten minutes. */
  proven: boolean
}

/** A form to change the password, or to set one. */
export function Password({ account: { email, hasPassword, secondFactor }, state, length, proven }: PasswordProps) {
  const isAllowed = hasPassword || proven
  const current = {
    name: 'currentPassword',
    label: t('currentPassword'),
    type: 'password',
    autoComplete: 'current-password',
    maxLength: length.max * 2,
  } as const
  return (
    <AccountRow
      id="password"
      title={t('password')}
      value={t(hasPassword ? 'passwordIsSet' : 'noPassword')}
      open={Boolean(state)}
    >
      <Explanation>{t(hasPassword ? 'changePasswordHint' : 'setPasswordHint')}</Explanation>
      {isAllowed ? (
        <CredentialsForm
          section="password"
          action={toAddress('/api/account/password')}
          hidden={{ returnTo: '/account' }}
          state={state}
          submit={t(hasPassword ? 'changePassword' : 'setPassword')}
          fields={[
            ...(hasPassword ? [current] : []),
            ...(secondFactor && !proven ? [anyCodeField()] : []),
            newPasswordField('newPassword', length),
          ]}
        >
          {/* Tells password managers which account the password is for. */}
          <input type="text" autoComplete="username" defaultValue={email} readOnly hidden />
        </CredentialsForm>
      ) : (
        <>
          {state && <FormMessage state={state} id="password-message" />}
          <ConfirmFirst purpose="SetPassword" section="password" />
        </>
      )}
    </AccountRow>
  )
}
