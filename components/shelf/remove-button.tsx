'use client'

import type { SubmitEvent } from 'react'
import { toAddress } from '@/lib/base-path'
import type { AskedChange, MarkField } from './change'
import { closeMenu } from './mark-menu'
import { submit } from './outbox'
import { offerUndo } from './undo'
import { showField, useOutbox } from './use-outbox'

interface RemoveButtonProps {
  resource: string
  title: string
  /** As it stands in the page. */
  mark: { bookmarked: boolean; state: string; note: string }
  asOf: number
  reader: string
  returnTo: string
}

/** Takes a resource off the shelf with all that was set on it. Without JavaScript the page that follows offers to undo it. */
export function RemoveButton({ resource, title, mark, asOf, reader, returnTo }: RemoveButtonProps) {
  const outbox = useOutbox()
  const change = (field: MarkField, value: string, label: string): AskedChange => ({
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
  const set = [
    {
      is: bookmarked.value === 'true',
      back: change('bookmarked', 'true', 'Undo'),
      away: change('bookmarked', 'false', 'Remove'),
    },
    {
      is: progress.value !== 'to-read',
      back: change('progress', progress.value, 'Undo'),
      away: change('progress', 'to-read', 'Remove'),
    },
    {
      is: note.value !== '',
      back: { ...change('note', note.value, 'Undo'), restores: true as const },
      away: change('note', '', 'Remove'),
    },
  ].filter(({ is }) => is)

  function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    closeMenu(event.currentTarget)
    for (const { away } of set) submit(away)
    offerUndo(
      resource,
      { asked: `“${title}” comes off your shelf once that is saved.`, done: `“${title}” was taken off your shelf.` },
      set.map(({ back }) => back),
      true,
    )
  }

  // A row that was taken back field by field stays in the list for now, and has nothing left to remove.
  if (set.length === 0 && ![bookmarked, progress, note].some(({ unsaved }) => unsaved)) return null
  return (
    <form method="post" action={toAddress('/api/removals')} onSubmit={onSubmit}>
      <input type="hidden" name="resource" value={resource} />
      <input type="hidden" name="reader" value={reader} />
      <input type="hidden" name="returnTo" value={returnTo} />
      <button aria-label={`Remove from shelf: ${title}`} className="menu-item">
        Remove from shelf
      </button>
    </form>
  )
}
