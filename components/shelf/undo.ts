import type { AskedChange } from './change'
import { submit } from './outbox'

/** What was taken back on the shelf, and can be put back. */
export interface Taken {
  key: number
  /** What is said once the server has kept it, and what until then. */
  done: string
  asked: string
  /** What puts it back. */
  changes: AskedChange[]
  /** The control that took it back goes with its row, and the focus with it. */
  takesFocus: boolean
}

let taken: readonly Taken[] = []
let made = 0
const listeners = new Set<() => void>()

export const getTaken = (): readonly Taken[] => taken

export function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Says what was just taken back, and offers to undo it. */
export function offerUndo(words: Pick<Taken, 'done' | 'asked'>, changes: Taken['changes'], takesFocus = false): void {
  set([...taken, { key: made++, ...words, changes, takesFocus }])
}

export function undo({ key, changes }: Taken): void {
  for (const change of changes) submit(change)
  dismiss(key)
}

export function dismiss(key: number): void {
  set(taken.filter((each) => each.key !== key))
}

function set(next: readonly Taken[]): void {
  taken = next
  for (const listener of listeners) listener()
}
