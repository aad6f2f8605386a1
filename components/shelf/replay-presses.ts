import type { MarkField } from './change'
import { submit } from './outbox'

/** A press on a mark control from before script listened, as it was then. */
interface HeldPress {
  form: HTMLFormElement
  button: HTMLButtonElement | null
  value?: string
  data: FormData
}

/** Ends the holding of presses (hold-presses-script.ts) and does what they asked for, in order. */
export function replayPresses(): void {
  for (const { form, button, value, data } of takePresses()) {
    button?.removeAttribute('data-held')
    // A ribbon that would now do the opposite shows already what was asked for.
    if (form.isConnected && button?.value === value) form.requestSubmit(button)
    else if (!form.isConnected) submitAsAsked(data)
  }
}

function takePresses(): HeldPress[] {
  return (window as { lecternPresses?: () => HeldPress[] }).lecternPresses?.() ?? []
}

/** For controls that were made again since. */
function submitAsAsked(data: FormData): void {
  const resource = String(data.get('resource'))
  for (const field of ['progress', 'bookmarked'] satisfies MarkField[]) {
    const value = data.get(field)
    if (typeof value === 'string') submit({ resource, title: resource, field, value, label: 'A change' })
  }
}
