'use client'

import type { SubmitEvent } from 'react'
import { toAddress } from '@/lib/base-path'
import { describeRemoval } from '@/lib/shelf/describe-change'
import type { MarkField, RequestedChange } from './change'
import { closeMenu } from './mark-menu'
import { submit } from './outbox'
import { undoLabel } from './shelf-messages'
import { offerUndo } from './undo'
import { showField, useOutbox } from './use-outbox'

const removeLabel = 'Remove from shelf'

interface RemoveButtonProps {
  resource: string
  title: string
  /** The mark as the server rendered it. */
  mark: { bookmarked: boolean; state: string; note: string }
  asOf: number
  reader: string
  returnTo: string
}

/** Removes a resource's whole mark from the shelf and offers to undo it. Without JavaScript, the next page offers that. */
export function RemoveButton({ resource, title, mark, asOf, reader, returnTo }: RemoveButtonProps) {
  const outbox = useOutbox()
  const change = (field: MarkField, value: string, label: string): RequestedChange => ({
    resource,
    title,
    field,
    value,
    label,
  })
  const shown = (field: MarkField, inPage: string) => showField(outbox, resource, field, inPage, asOf)
  const [bookmarked, progress, note] = [
    shown('bookmarked', String(mark.bookmarked)),
    shown('progress', mark.state),
    shown('note', mark.note),
  ]
  const fields = [
    {
      isSet: bookmarked.value === 'true',
      restore: change('bookmarked', 'true', undoLabel),
      remove: change('bookmarked', 'false', removeLabel),
    },
    {
      isSet: progress.value !== 'to-read',
      restore: change('progress', progress.value, undoLabel),
      remove: change('progress', 'to-read', removeLabel),
    },
    {
      isSet: note.value !== '',
      restore: { ...change('note', note.value, undoLabel), restores: true as const },
      remove: change('note', '', removeLabel),
    },
  ].filter(({ isSet }) => isSet)

  function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    closeMenu(event.currentTarget)
    for (const { remove } of fields) submit(remove)
    offerUndo({
      resource,
      texts: describeRemoval(title),
      changes: fields.map(({ restore }) => restore),
      removesRow: true,
    })
  }

  // A row whose fields were cleared one by one stays in the list and has nothing left to remove.
  if (fields.length === 0 && ![bookmarked, progress, note].some(({ unsaved }) => unsaved)) return null
  return (
    <form method="post" action={toAddress('/api/removals')} onSubmit={onSubmit}>
      <input type="hidden" name="resource" value={resource} />
      <input type="hidden" name="reader" value={reader} />
      <input type="hidden" name="returnTo" value={returnTo} />
      <button aria-label={`${removeLabel}: ${title}`} className="menu-item">
        {removeLabel}
      </button>
    </form>
  )
}
