'use client'

import { useSyncExternalStore } from 'react'
import type { Change, MarkField } from './change'
import { getServerState, getState, nameField, subscribe, type OutboxState } from './outbox'

/** Returns the current state of the outbox. */
export function useOutbox(): OutboxState {
  return useSyncExternalStore(subscribe, getState, getServerState)
}

/** The value of a mark's field that a control shows. */
export interface ShownField {
  value: string
  /** The change that the server has not saved yet. */
  unsaved?: Change
}

/**
 * Returns the value that a control shows: an unsaved change, else a value that the server saved after it rendered the
 * page at `asOf`, else the value in the page.
 */
export function showField(
  { changes, kept }: OutboxState,
  resource: string,
  field: MarkField,
  inPage: string,
  asOf: number,
): ShownField {
  const unsaved = changes.findLast((change) => change.resource === resource && change.field === field)
  if (unsaved) return { value: unsaved.value, unsaved }
  const saved = kept.get(nameField({ resource, field }))
  return { value: saved && saved.asOf >= asOf ? saved.value : inPage }
}
