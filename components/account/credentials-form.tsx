import type { ReactNode } from 'react'
import type { FormState } from '@/lib/form-state'
import { FormMessage } from './form-message'
import { PasswordField } from './password-field'

/** A field of a form about an account. */
export interface Field {
  name: string
  label: string
  type: 'text' | 'password'
  autoComplete: string
  /** The keyboard that a phone shows. */
  inputMode?: 'numeric' | 'email'
  hint?: string
  minLength?: number
  maxLength?: number
  autoCapitalize?: 'none'
  spellCheck?: false
  /** The initial value. */
  value?: string
}

interface CredentialsFormProps {
  action: string
  fields: Field[]
  submit: string
  /** Hidden fields. */
  hidden: Record<string, string>
  /** The result of the last submission, with the typed values. */
  state: FormState | null
  /** Keeps ids distinct from those of other forms on the page. */
  section?: string
  /** The action can't be undone. */
  dangerous?: boolean
  children?: ReactNode
}

/** A plain form about an account. Shows its result above it or at the wrong field, and keeps typed values. */
export function CredentialsForm({
  action,
  fields,
  submit,
  hidden,
  state,
  section,
  dangerous,
  children,
}: CredentialsFormProps) {
  const prefix = section ? `${section}-` : ''
  const refusal = state && !state.done ? `${prefix}refusal` : undefined
  const wrong = refusal && fields.find(({ name }) => name === state?.field)?.name
  return (
    <form method="post" action={action} className="grid gap-5 font-ui text-ui">
      {state && !wrong && <FormMessage state={state} id={`${prefix}${state.done ? 'done' : 'refusal'}`} />}
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {fields.map(({ name, label, hint, value, type, ...input }) => {
        const id = prefix + name
        const isWrong = name === wrong
        const described = wrong === undefined || isWrong ? refusal : undefined
        const all = {
          id,
          name,
          ...input,
          required: true,
          defaultValue: state?.values[name] ?? value,
          'aria-invalid': isWrong || undefined,
          'aria-describedby': [described, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined,
          className: 'field mt-1.5',
        }
        return (
          <div key={name}>
            <label htmlFor={id} id={`${id}-label`} className="font-semibold">
              {label}
            </label>
            {hint && (
              <p id={`${id}-hint`} className="text-meta text-ink-2">
                {hint}
              </p>
            )}
            {type === 'password' ? <PasswordField label={`${id}-label`} {...all} /> : <input type={type} {...all} />}
            {isWrong && (
              <p role="alert" id={refusal} className="field-error">
                {state?.message}
              </p>
            )}
          </div>
        )
      })}
      {children}
      <button className={`button h-11 justify-self-start ${dangerous ? 'button-danger' : ''}`}>{submit}</button>
    </form>
  )
}
