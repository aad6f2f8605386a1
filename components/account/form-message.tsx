import type { FormState } from '@/lib/form-state'

/** What became of a form: done, or refused and why. */
export function FormMessage({ state, id }: { state: FormState; id: string }) {
  return (
    <p
      role={state.done ? 'status' : 'alert'}
      id={id}
      className={`border-s-4 bg-panel px-4 py-3 font-ui text-ui ${state.done ? 'border-done text-done' : 'border-danger text-danger'}`}
    >
      {state.message}
    </p>
  )
}
