import type { FormState } from '@/lib/form-state'

/** One line of a form that asks who someone is. */
export interface Field {
  name: string
  label: string
  type: 'text' | 'email' | 'password'
  autoComplete: string
  hint?: string
  minLength?: number
  maxLength?: number
}

interface CredentialsFormProps {
  action: string
  fields: Field[]
  submit: string
  returnTo: string
  /** Why the last try was refused, with what was typed. */
  state: FormState | null
}

/** Sign-in and sign-up: a plain form, its refusal above it, what was typed kept. */
export function CredentialsForm({ action, fields, submit, returnTo, state }: CredentialsFormProps) {
  return (
    <form method="post" action={action} className="mt-7 grid gap-5 font-ui text-ui">
      {state && (
        <p role="alert" id="refusal" className="border-s-4 border-danger bg-panel px-4 py-3 text-danger">
          {state.message}
        </p>
      )}
      <input type="hidden" name="returnTo" value={returnTo} />
      {fields.map(({ name, label, hint, ...input }) => (
        <div key={name}>
          <label htmlFor={name} className="font-semibold">
            {label}
          </label>
          {hint && (
            <p id={`${name}-hint`} className="text-meta text-ink-2">
              {hint}
            </p>
          )}
          <input
            id={name}
            name={name}
            {...input}
            required
            defaultValue={state?.values[name]}
            aria-describedby={[state && 'refusal', hint && `${name}-hint`].filter(Boolean).join(' ') || undefined}
            className="field mt-1.5"
          />
        </div>
      ))}
      <button className="button h-11 justify-self-start">{submit}</button>
    </form>
  )
}
