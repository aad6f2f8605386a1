import { nameChange, type MarkField } from './change'
import { submit } from './outbox'

/** A press on a mark control before hydration, with the form's values at that time. */
interface HeldPress {
  form: HTMLFormElement
  button: HTMLButtonElement | null
  value?: string
  data: FormData
}

/** Stops holding presses (hold-presses-script.ts) and applies the held ones in order. */
export function replayPresses(): void {
  for (const { form, button, value, data } of takePresses()) {
    button?.removeAttribute('data-held')
    // If the button's value has changed, the control already shows the result.
    if (form.isConnected && button?.value === value) form.requestSubmit(button)
    else if (!form.isConnected) submitData(data)
  }
}

function takePresses(): HeldPress[] {
  return (window as { heldPresses?: () => HeldPress[] }).heldPresses?.() ?? []
}

/** Submits a press on a control that was replaced since. */
function submitData(data: FormData): void {
  const resource = String(data.get('resource'))
  for (const field of ['progress', 'bookmarked'] satisfies MarkField[]) {
    const value = data.get(field)
    if (typeof value === 'string') submit({ resource, title: resource, field, value, label: nameChange(field, value) })
  }
}
