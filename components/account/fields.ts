import type { Field } from './credentials-form'

/** Asked for once more before something that somebody at another’s browser must not do. */
export const yourPassword: Field = { name: 'password', label: 'Your password', type: 'password', autoComplete: 'current-password', maxLength: 256 }

/** A password to be. Browsers count some characters twice, of which the portal allows as many. */
export function newPasswordField(name: string, { min, max }: { min: number; max: number }): Field {
  return { name, label: 'New password', type: 'password', autoComplete: 'new-password', minLength: min, maxLength: max * 2, hint: `At least ${min} characters; a few words are good.` }
}
