import type { AskedChange } from './change'
import { submit } from './outbox'

/** A change on the shelf or the first page, which can be undone. */
export interface Undoable {
  key: number
  resource: string
  /** What is said once the server has kept it, and what until then. */
  done: string
  asked: string
  /** What puts it back. */
  changes: AskedChange[]
  /** Whether the control that was pressed goes, and the focus with it. */
  takesFocus: boolean
}

export interface UndoState {
  offers: readonly Undoable[]
  /** The resources whose rows are to go once the server lists them no more. */
  removed: ReadonlySet<string>
  /** The resource whose row gets the focus, as it was just put back. */
  focus: string | null
}

/** More than this would cover a small screen. */
const mostShown = 3

let state: UndoState = { offers: [], removed: new Set(), focus: null }
let made = 0
const listeners = new Set<() => void>()

export const getUndoState = (): UndoState => state

export function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

interface Offer {
  resource: string
  done: string
  /** Left out: `done`, and that it is not saved yet. */
  asked?: string
  changes: AskedChange[]
  takesFocus?: boolean
  /** The resource was taken off the shelf, and its row with it. */
  removesRow?: boolean
}

/** Says what was just changed, and offers to undo it. An earlier offer for the same field is over. */
export function offerUndo({ resource, done, asked, changes, takesFocus = false, removesRow = false }: Offer): void {
  const isOver = (earlier: Undoable) =>
    earlier.changes.some((one) => one.resource === resource && changes.some(({ field }) => field === one.field))
  const offer = {
    key: made++,
    resource,
    done,
    asked: asked ?? `${done.replace(/\.$/, '')}; not saved yet.`,
    changes,
    takesFocus: takesFocus || removesRow,
  }
  set({
    offers: [...state.offers.filter((each) => !isOver(each)), offer].slice(-mostShown),
    removed: removesRow ? new Set([...state.removed, resource]) : state.removed,
  })
}

export function undo({ key, resource, changes }: Undoable): void {
  for (const change of changes) submit(change)
  const removed = new Set(state.removed)
  removed.delete(resource)
  set({ removed, focus: resource })
  dismiss(key)
}

export function dismiss(key: number): void {
  set({ offers: state.offers.filter((each) => each.key !== key) })
}

/** Ends the wish that a row gets the focus. */
export function rowWasFocused(): void {
  set({ focus: null })
}

function set(change: Partial<UndoState>): void {
  state = { ...state, ...change }
  for (const listener of listeners) listener()
}
