import type { Field } from './credentials-form'

/** Returns a field for an email address. Its type is "text": with "email", browsers refuse letters such as “ö” and rewrite hosts. */
export function emailField(label: string, autoComplete: string): Field {
  return {
    name: 'email',
    label,
    type: 'text',
    inputMode: 'email',
    autoCapitalize: 'none',
    spellCheck: false,
    autoComplete,
    maxLength: 254,
  }
}

/** The current password, asked for again before important changes. */
export const yourPassword: Field = {
  name: 'password',
  label: 'Your password',
  type: 'password',
  autoComplete: 'current-password',
  maxLength: 256,
}

/** A code from an authenticator app, or a recovery code. */
export const anyCode: Field = {
  name: 'code',
  label: 'Code',
  type: 'text',
  autoComplete: 'one-time-code',
  maxLength: 64,
  hint: 'Six digits from your app, or a recovery code.',
}

/** The first code from a new authenticator app. */
export const firstCode: Field = {
  name: 'code',
  label: 'Code from the app',
  type: 'text',
  autoComplete: 'one-time-code',
  inputMode: 'numeric',
  maxLength: 16,
  hint: 'Six digits.',
}

/** Returns the fields that confirm the reader's identity: the password, and a code with two-factor authentication. */
export function askedFactors({ hasPassword, secondFactor }: { hasPassword: boolean; secondFactor: boolean }): Field[] {
  return hasPassword ? [yourPassword, ...(secondFactor ? [anyCode] : [])] : []
}

/** Returns the hint for a new password. */
export const passwordHint = (min: number): string => `At least ${min} characters. A few random words work well.`

/** Returns a field for a new password. Its maximum is doubled, since browsers count some characters as two. */
export function newPasswordField(name: string, { min, max }: { min: number; max: number }): Field {
  return {
    name,
    label: 'New password',
    type: 'password',
    autoComplete: 'new-password',
    minLength: min,
    maxLength: max * 2,
    hint: passwordHint(min),
  }
}
