import { useSyncExternalStore } from 'react'

/** The note that is being written: one at a time on a page. */
interface EditedNote {
  resource: string
  /** Counts how often it was asked for, so that each time gives its field the focus. */
  request: number
}

let edited: EditedNote | null = null
let requests = 0
const listeners = new Set<() => void>()

/** Opens the note of a resource and gives it the focus, closing any other; null closes it. */
export function editNote(resource: string | null): void {
  edited = resource === null ? null : { resource, request: ++requests }
  for (const listener of listeners) listener()
}

/** Returns the note that is being written, if it is that of this resource. */
export function useEditedNote(resource: string): EditedNote | null {
  const note = useSyncExternalStore(
    subscribe,
    () => edited,
    () => null,
  )
  return note?.resource === resource ? note : null
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
