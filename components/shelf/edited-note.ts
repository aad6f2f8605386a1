import { useSyncExternalStore } from 'react'

/** The note that is being edited: one at a time on a page. */
interface EditedNote {
  resource: string
  /** A new number for each request, so that each request focuses the field. */
  request: number
}

let edited: EditedNote | null = null
let requests = 0
const listeners = new Set<() => void>()

/** Opens the note of a resource, gives it the focus and closes any other; null closes it. */
export function editNote(resource: string | null): void {
  edited = resource === null ? null : { resource, request: ++requests }
  for (const listener of listeners) listener()
}

/** Returns the note that is being edited, if it is on this resource. */
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
