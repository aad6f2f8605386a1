import { t } from '@/messages/generated/account'
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

/** Returns a field for the current password, asked for again before important changes. */
export function yourPasswordField(label = t('yourPassword')): Field {
  return { name: 'password', label, type: 'password', autoComplete: 'current-password', maxLength: 256 }
}

/** Returns a field for a code from an authenticator app, or a recovery code. */
export function anyCodeField(): Field {
  return {
    name: 'code',
    label: t('code'),
    type: 'text',
    autoComplete: 'one-time-code',
    maxLength: 64,
    hint: t('codeHint'),
  }
}

/** Returns a field for the first code from a new authenticator app. */
export function firstCodeField(): Field {
  return {
    name: 'code',
    label: t('firstCode'),
    type: 'text',
    autoComplete: 'one-time-code',
    inputMode: 'numeric',
    maxLength: 16,
    hint: t('firstCodeHint'),
  }
}

/** Returns the fields that confirm the reader's identity: the password, and a code with two-factor authentication. */
export function askedFactors({ hasPassword, secondFactor }: { hasPassword: boolean; secondFactor: boolean }): Field[] {
  return hasPassword ? [yourPasswordField(), ...(secondFactor ? [anyCodeField()] : [])] : []
}

/** Returns a field for a new password. Its maximum is doubled, since browsers count some characters as two. */
export function newPasswordField(
  name: string,
  { min, max }: { min: number; max: number },
  label = t('newPassword'),
): Field {
  return {
    name,
    label,
    type: 'password',
    autoComplete: 'new-password',
    minLength: min,
    maxLength: max * 2,
    hint: t('passwordHint', { min }),
  }
}
