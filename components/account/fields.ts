import type { Field } from './credentials-form'

/** An email address. As text: browsers refuse letters such as “ö” in a field of the type "email", and rewrite hosts. */
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

/** Asked for once more before something that somebody at another’s browser must not do. */
export const yourPassword: Field = {
  name: 'password',
  label: 'Your password',
  type: 'password',
  autoComplete: 'current-password',
  maxLength: 256,
}

/** A code of an app, or a recovery code. */
export const anyCode: Field = {
  name: 'code',
  label: 'Code',
  type: 'text',
  autoComplete: 'one-time-code',
  maxLength: 64,
  hint: 'The six digits in your app, or one of your recovery codes.',
}

/** The first code of an app that is being set up. */
export const firstCode: Field = {
  name: 'code',
  label: 'The code that the app shows now',
  type: 'text',
  autoComplete: 'one-time-code',
  inputMode: 'numeric',
  maxLength: 16,
  hint: 'Six digits.',
}

/** What an account asks for before its ways in are changed. */
export function askedFactors({ hasPassword, secondFactor }: { hasPassword: boolean; secondFactor: boolean }): Field[] {
  return hasPassword ? [yourPassword, ...(secondFactor ? [anyCode] : [])] : []
}

/** A password to be. Browsers count some characters twice, of which the portal allows as many. */
export function newPasswordField(name: string, { min, max }: { min: number; max: number }): Field {
  return {
    name,
    label: 'New password',
    type: 'password',
    autoComplete: 'new-password',
    minLength: min,
    maxLength: max * 2,
    hint: `At least ${min} characters; a few words are good.`,
  }
}
