import type { FormState } from '@/lib/form-state'

/** What became of a form: done, or refused and why. */
export function FormMessage({ state, id }: { state: FormState; id: string }) {
  return (
    <p role={state.done ? 'status' : 'alert'} id={id} data-tone={state.done ? 'done' : 'danger'} className="message">
      {state.message}
    </p>
  )
}
