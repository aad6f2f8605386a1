import { unreachable } from '@/components/ui/messages'
import type { Change } from './change'
import { nameField, type OutboxState, type Waiting } from './outbox'
import type { UndoableChange } from './undo'

/** Describes a change in its toast: being sent, waiting, refused or saved. */
export function describeToast(
  { texts, resource, changes }: Pick<UndoableChange, 'texts' | 'resource' | 'changes'>,
  { changes: unsaved, waiting, refused }: Pick<OutboxState, 'changes' | 'waiting' | 'refused'>,
): string {
  const concerns = (change: Pick<Change, 'resource' | 'field'>) =>
    changes.some((each) => nameField(each) === nameField(change))
  if (unsaved.some(concerns)) return waiting ? `${texts.waiting} ${describeCondition(waiting)}` : texts.pending
  const refusal = refused.get(resource)
  // The row says why.
  return refusal && concerns(refusal.change) ? `“${refusal.change.title}” was not changed` : texts.done
}

/** Says when a waiting change will be made. */
function describeCondition({ message, signIn }: Waiting): string {
  if (signIn) return 'when you sign in'
  return message === unreachable ? 'when you’re back online' : 'once the portal can save it'
}
