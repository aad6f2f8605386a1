import type { RequestedChange } from './change'
import { submit } from './outbox'

/** A change on the shelf that can be undone. */
export interface UndoableChange {
  key: number
  resource: string
  /** The notice until the server has saved the change, and after that. */
  pending: string
  done: string
  /** The changes that undo it. */
  changes: RequestedChange[]
  /** Removes the row, with the control that has the focus. */
  removesRow: boolean
}

/** The changes that can be undone, and their effect on the list. */
export interface UndoState {
  undoable: readonly UndoableChange[]
  /** The resources whose rows go once the server no longer lists them. */
  removed: ReadonlySet<string>
  /** The resource whose restored row is to get the focus. */
  focus: string | null
}

/** More notices would cover a small screen. */
const maxShown = 3

let state: UndoState = { undoable: [], removed: new Set(), focus: null }
let count = 0
const listeners = new Set<() => void>()

/** Returns the current state; the same object until something changes. */
export const getUndoState = (): UndoState => state

/** Calls `listener` after each change of the state. Returns a function that stops it. */
export function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Shows a notice about a change and offers to undo it. */
export function offerUndo(
  resource: string,
  messages: Pick<UndoableChange, 'pending' | 'done'>,
  changes: RequestedChange[],
  removesRow = false,
): void {
  set({
    undoable: [...state.undoable, { key: count++, resource, ...messages, changes, removesRow }].slice(-maxShown),
    removed: removesRow ? new Set([...state.removed, resource]) : state.removed,
  })
}

/** Undoes a change and gives its row the focus. */
export function undo({ key, resource, changes }: UndoableChange): void {
  for (const change of changes) submit(change)
  const removed = new Set(state.removed)
  removed.delete(resource)
  set({ removed, focus: resource })
  dismiss(key)
}

/** Removes a notice. */
export function dismiss(key: number): void {
  set({ undoable: state.undoable.filter((each) => each.key !== key) })
}

/** Clears the focus request once the row has the focus. */
export function clearFocusRequest(): void {
  set({ focus: null })
}

function set(change: Partial<UndoState>): void {
  state = { ...state, ...change }
  for (const listener of listeners) listener()
}
