import type { AccountOverview } from '@/lib/account'
import type { FormState } from '@/lib/form-state'
import { AccountSection, Explanation } from './account-section'
import { CredentialsForm } from './credentials-form'
import { newPasswordField } from './fields'
import { FormMessage } from './form-message'
import { SignInAgain } from './sign-in-again'

interface PasswordProps {
  account: AccountOverview
  state: FormState | null
  length: { min: number; max: number }
  fresh: boolean
}

/** Changing the password, or setting the first one. */
export function Password({ account: { email, hasPassword }, state, length, fresh }: PasswordProps) {
  const allowed = hasPassword || fresh
  const current = { name: 'currentPassword', label: 'Your password as it is now', type: 'password', autoComplete: 'current-password', maxLength: length.max * 2 } as const
  return (
    <AccountSection id="password" title="Password">
      <Explanation>{hasPassword ? 'A new password signs every other browser out.' : 'Your account has none: you sign in with GitHub. With one you can do either.'}</Explanation>
      {allowed ? (
        <CredentialsForm
          section="password"
          action="/api/account/password"
          hidden={{ returnTo: '/account' }}
          state={state}
          submit={hasPassword ? 'Change the password' : 'Set a password'}
          fields={[...(hasPassword ? [current] : []), newPasswordField('newPassword', length)]}
        >
          {/* Tells a password manager whose password it is. */}
          <input type="email" autoComplete="username" defaultValue={email} readOnly hidden />
        </CredentialsForm>
      ) : (
        <>
          {state && <FormMessage state={state} id="password-message" />}
          <SignInAgain purpose="To set one" />
        </>
      )}
    </AccountSection>
  )
}
