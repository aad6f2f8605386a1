import type { FormState } from '@/lib/form-state'

/** Shows the result of a form: a success or an error. */
export function FormMessage({ state, id }: { state: FormState; id: string }) {
  return (
    <p role={state.done ? 'status' : 'alert'} id={id} data-tone={state.done ? 'done' : 'danger'} className="message">
      {state.message}
    </p>
  )
}
