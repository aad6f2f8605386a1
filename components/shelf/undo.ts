import type { AskedChange } from './change'
import { submit } from './outbox'

/** What was taken back on the shelf, and can be put back. */
export interface Taken {
  key: number
  resource: string
  /** What is said once the server has kept it, and what until then. */
  done: string
  asked: string
  /** What puts it back. */
  changes: AskedChange[]
  /** The row goes, with the control that took it back and the focus on it. */
  removesRow: boolean
}

export interface UndoState {
  taken: readonly Taken[]
  /** The resources whose rows are to go once the server lists them no more. */
  removed: ReadonlySet<string>
  /** The resource whose row gets the focus, as it was just put back. */
  focus: string | null
}

/** More than this would cover a small screen. */
const mostShown = 3

let state: UndoState = { taken: [], removed: new Set(), focus: null }
let made = 0
const listeners = new Set<() => void>()

export const getUndoState = (): UndoState => state

export function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Says what was just taken back, and offers to undo it. */
export function offerUndo(
  resource: string,
  words: Pick<Taken, 'done' | 'asked'>,
  changes: AskedChange[],
  removesRow = false,
): void {
  set({
    taken: [...state.taken, { key: made++, resource, ...words, changes, removesRow }].slice(-mostShown),
    removed: removesRow ? new Set([...state.removed, resource]) : state.removed,
  })
}

export function undo({ key, resource, changes }: Taken): void {
  for (const change of changes) submit(change)
  const removed = new Set(state.removed)
  removed.delete(resource)
  set({ removed, focus: resource })
  dismiss(key)
}

export function dismiss(key: number): void {
  set({ taken: state.taken.filter((each) => each.key !== key) })
}

/** Ends the wish that a row gets the focus. */
export function rowWasFocused(): void {
  set({ focus: null })
}

function set(change: Partial<UndoState>): void {
  state = { ...state, ...change }
  for (const listener of listeners) listener()
}
