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
  /** Whether the reader confirmed their identity within the last ten minutes. */
  proven: boolean
}

/** A form to change the password, or to set one. */
export function Password({ account: { email, hasPassword, secondFactor }, state, length, proven }: PasswordProps) {
  const isAllowed = hasPassword || proven
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
          ? 'Changing your password signs out all other browsers.'
          : 'You sign in with GitHub. Set a password to sign in with it as well.'}
      </Explanation>
      {isAllowed ? (
        <CredentialsForm
          section="password"
          action={toAddress('/api/account/password')}
          hidden={{ returnTo: '/account' }}
          state={state}
          submit={hasPassword ? 'Change password' : 'Set password'}
          fields={[
            ...(hasPassword ? [current] : []),
            ...(secondFactor && !proven ? [anyCode] : []),
            newPasswordField('newPassword', length),
          ]}
        >
          {/* Tells password managers which account the password is for. */}
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
