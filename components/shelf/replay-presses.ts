import type { HeldPress } from '@/components/inline/hold-presses'
import { nameChange, type MarkField } from './change'
import { submit } from './outbox'

/** Stops holding presses (components/inline/hold-presses.ts) and applies the held ones in order. */
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
