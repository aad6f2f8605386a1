'use client'

import type { MouseEvent } from 'react'
import { toAddress } from '@/lib/base-path'
import { describeRemoval } from '@/lib/shelf/describe-change'
import { t } from '@/messages/generated/marks'
import type { MarkField, RequestedChange } from './change'
import { markFormId } from './mark-form'
import { closeMenu } from './mark-menu'
import { submit } from './outbox'
import { offerUndo } from './undo'
import { showField, useOutbox } from './use-outbox'

interface RemoveButtonProps {
  resource: string
  title: string
  /** The mark as the server rendered it. */
  mark: { bookmarked: boolean; state: string; note: string }
  asOf: number
}

/** Removes a resource's whole mark from the shelf and offers to undo it. Without JavaScript, the next page offers that. */
export function RemoveButton({ resource, title, mark, asOf }: RemoveButtonProps) {
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
      restore: change('bookmarked', 'true', t('undo')),
      remove: change('bookmarked', 'false', t('removeFromShelf')),
    },
    {
      isSet: progress.value !== 'to-read',
      restore: change('progress', progress.value, t('undo')),
      remove: change('progress', 'to-read', t('removeFromShelf')),
    },
    {
      isSet: note.value !== '',
      restore: { ...change('note', note.value, t('undo')), restores: true as const },
      remove: change('note', '', t('removeFromShelf')),
    },
  ].filter(({ isSet }) => isSet)

  function onClick(event: MouseEvent<HTMLButtonElement>) {
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
    <button
      form={markFormId(resource)}
      formAction={toAddress('/api/removals')}
      onClick={onClick}
      aria-label={t('control', { action: t('removeFromShelf'), title })}
      className="menu-item"
    >
      {t('removeFromShelf')}
    </button>
  )
}
