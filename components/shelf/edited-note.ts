/** The resource whose note is being written: one at a time on a page. */
let edited: string | null = null
const listeners = new Set<() => void>()

export const getEditedNote = (): string | null => edited

/** Opens the note of a resource, closing any other; null closes it. */
export function editNote(resource: string | null): void {
  edited = resource
  for (const listener of listeners) listener()
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
