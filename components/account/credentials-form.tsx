import type { ReactNode } from 'react'
import type { FormState } from '@/lib/form-state'
import { FormMessage } from './form-message'

/** One line of a form that asks who someone is. */
export interface Field {
  name: string
  label: string
  type: 'text' | 'password'
  autoComplete: string
  /** The keys that a phone shows. */
  inputMode?: 'numeric' | 'email'
  hint?: string
  minLength?: number
  maxLength?: number
  autoCapitalize?: 'none'
  spellCheck?: false
  /** What stands in it before anything is typed. */
  value?: string
}

interface CredentialsFormProps {
  action: string
  fields: Field[]
  submit: string
  /** Sent along, and never shown. */
  hidden: Record<string, string>
  /** What became of the last try, with what was typed. */
  state: FormState | null
  /** Sets its names apart from those of other forms on the page. */
  section?: string
  /** What it does can't be undone. */
  dangerous?: boolean
  children?: ReactNode
}

/** A plain form about an account: what became of it above it, what was typed kept. */
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
  return (
    <form method="post" action={action} className="grid gap-5 font-ui text-ui">
      {state && <FormMessage state={state} id={`${prefix}${state.done ? 'done' : 'refusal'}`} />}
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {fields.map(({ name, label, hint, value, ...input }) => {
        const id = prefix + name
        return (
          <div key={name}>
            <label htmlFor={id} className="font-semibold">
              {label}
            </label>
            {hint && (
              <p id={`${id}-hint`} className="text-meta text-ink-2">
                {hint}
              </p>
            )}
            <input
              id={id}
              name={name}
              {...input}
              required
              defaultValue={state?.values[name] ?? value}
              aria-describedby={[refusal, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined}
              className="field mt-1.5"
            />
          </div>
        )
      })}
      {children}
      <button className={`button h-11 justify-self-start ${dangerous ? 'button-danger' : ''}`}>{submit}</button>
    </form>
  )
}
