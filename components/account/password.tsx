import type { AccountOverview } from '@/lib/account'
import { toAddress } from '@/lib/base-path'
import type { FormState } from '@/lib/form-state'
import { AccountRow } from './account-row'
import { Explanation } from './account-section'
import { ConfirmFirst } from './confirm-first'
import { CredentialsForm } from './credentials-form'
import { anyCode, newPasswordField } from './fields'
import { FormMessage } from './form-message'

interface PasswordProps {
  account: AccountOverview
  state: FormState | null
  length: { min: number; max: number }
  /** Whether the reader showed within the last minutes who they are. */
  proven: boolean
}

/** Changing the password, or setting the first one. */
export function Password({ account: { email, hasPassword, secondFactor }, state, length, proven }: PasswordProps) {
  const allowed = hasPassword || proven
  const current = {
    name: 'currentPassword',
    label: 'Current password',
    type: 'password',
    autoComplete: 'current-password',
    maxLength: length.max * 2,
  } as const
  return (
    <AccountRow id="password" title="Password" value={hasPassword ? 'Set' : 'None'} open={Boolean(state)}>
      <Explanation>
        {hasPassword
          ? 'A new password signs every other browser out.'
          : 'Your account has none: you sign in with GitHub. With one you can do either.'}
      </Explanation>
      {allowed ? (
        <CredentialsForm
          section="password"
          action={toAddress('/api/account/password')}
          hidden={{ returnTo: '/account' }}
          state={state}
          submit={hasPassword ? 'Change the password' : 'Set a password'}
          fields={[
            ...(hasPassword ? [current] : []),
            ...(secondFactor && !proven ? [anyCode] : []),
            newPasswordField('newPassword', length),
          ]}
        >
          {/* Tells a password manager whose password it is. */}
          <input type="text" autoComplete="username" defaultValue={email} readOnly hidden />
        </CredentialsForm>
      ) : (
        <>
          {state && <FormMessage state={state} id="password-message" />}
          <ConfirmFirst purpose="To set one" section="password" />
        </>
      )}
    </AccountRow>
  )
}
