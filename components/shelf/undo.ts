import type { ChangeTexts } from '@/lib/shelf/describe-change'
import type { RequestedChange } from './change'
import { submit } from './outbox'

/** A change on the shelf or the home page that can be undone. */
export interface UndoableChange {
  key: number
  resource: string
  texts: ChangeTexts
  /** The changes that undo it. */
  changes: RequestedChange[]
  /** Whether "Undo" takes the focus, since the pressed control disappears. */
  takesFocus: boolean
}

/** The changes that can be undone, and their effect on the list. */
export interface UndoState {
  undoable: readonly UndoableChange[]
  /** The resources whose rows disappear once the server no longer lists them. */
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

interface Offer extends Pick<UndoableChange, 'resource' | 'texts' | 'changes'> {
  takesFocus?: boolean
  /** Removes the row, with the control that has the focus. */
  removesRow?: boolean
}

/** Shows a notice about a change and offers to undo it. Replaces an earlier offer for the same field. */
export function offerUndo({ resource, texts, changes, takesFocus = false, removesRow = false }: Offer): void {
  const isReplaced = (earlier: UndoableChange) =>
    earlier.changes.some((one) => one.resource === resource && changes.some(({ field }) => field === one.field))
  const offer = { key: count++, resource, texts, changes, takesFocus: takesFocus || removesRow }
  set({
    undoable: [...state.undoable.filter((each) => !isReplaced(each)), offer].slice(-maxShown),
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
