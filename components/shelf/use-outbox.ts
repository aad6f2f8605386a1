'use client'

import { useSyncExternalStore } from 'react'
import type { Change, MarkField } from './change'
import { getServerState, getState, nameOf, subscribe, type OutboxState } from './outbox'

/** The outbox, as it is now. */
export function useOutbox(): OutboxState {
  return useSyncExternalStore(subscribe, getState, getServerState)
}

/** A field of a mark as a control shows it. */
export interface ShownField {
  value: string
  /** The change that the server has not kept yet. */
  unsaved?: Change
}

/**
 * What a control shows: what was asked for and is not kept yet; else what the server has said it kept since
 * it made this page; else what stands in the page, which was made `asOf`.
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
  const answered = kept.get(nameOf({ resource, field }))
  return { value: answered && answered.asOf >= asOf ? answered.value : inPage }
}
