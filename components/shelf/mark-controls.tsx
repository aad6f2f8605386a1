'use client'

import type { SubmitEvent } from 'react'
import type { Progress } from '@/lib/shelf'
import { MarkForm, MarkInputs, type MarkedResource } from './mark-form'
import { MarkStatus } from './mark-status'
import { NoteField } from './note-field'
import { submit } from './outbox'
import { offerUndo } from './undo'
import { showField, useOutbox } from './use-outbox'

export interface MarkControlsProps {
  resource: MarkedResource
  /** What is marked; left out where nothing is. */
  bookmarked?: boolean
  progress?: Progress
  note?: string | null
  /** Whose marks they are, and when they were read by the server's clock; left out for someone signed out. */
  reader?: string
  asOf?: number
  /** Where to go on after a post without JavaScript: a path of this site. */
  returnTo: string
  /** Shown before the controls where several resources share one place. */
  label?: string
  /** Offers to undo what takes the mark away. */
  undoable?: boolean
}

/**
 * A resource's controls: plain forms until script takes over. Then what was asked for shows at once, goes
 * through the outbox, and is never shown as saved before the server says so.
 */
export function MarkControls({
  resource,
  bookmarked = false,
  progress = 'to-read',
  note = null,
  reader,
  asOf = 0,
  returnTo,
  label,
  undoable,
}: MarkControlsProps) {
  const outbox = useOutbox()
  const ribbon = showField(outbox, resource.id, 'bookmarked', String(bookmarked), asOf)
  const state = showField(outbox, resource.id, 'progress', progress, asOf)
  const text = showField(outbox, resource.id, 'note', note ?? '', asOf)

  function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    const button = event.nativeEvent.submitter as HTMLButtonElement
    event.preventDefault()
    const { id, title } = resource
    const field = button.name === 'bookmarked' ? 'bookmarked' : 'progress'
    submit({ resource: id, title, field, value: button.value, label: button.textContent || button.title })
    if (!undoable) return
    if (button.value === 'false')
      offerUndo(
        id,
        { asked: `“${title}” will not be bookmarked once that is saved.`, done: `“${title}” is no longer bookmarked.` },
        [{ resource: id, title, field, value: 'true', label: 'Undo' }],
      )
    if (button.value === 'to-read' && state.value !== 'to-read')
      offerUndo(
        id,
        { asked: `“${title}” will be to read again once that is saved.`, done: `“${title}” is to read again.` },
        [{ resource: id, title, field, value: state.value, label: 'Undo' }],
      )
  }

  const inputs = <MarkInputs resource={resource} reader={reader} returnTo={returnTo} />
  return (
    <div className="mark">
      {label && <span className="mark-line text-ink-2">{label}</span>}
      <MarkForm
        resource={resource}
        bookmarked={ribbon.value === 'true'}
        progress={state.value as Progress}
        unsaved={
          outbox.waiting
            ? [...(state.unsaved ? (['progress'] as const) : []), ...(ribbon.unsaved ? (['bookmarked'] as const) : [])]
            : []
        }
        onSubmit={onSubmit}
      >
        {inputs}
      </MarkForm>
      <NoteField resource={resource} shown={text} saved={note ?? ''} atHand={reader !== undefined}>
        {inputs}
      </NoteField>
      <MarkStatus
        outbox={outbox}
        resource={resource.id}
        unsaved={state.unsaved ?? ribbon.unsaved}
        returnTo={returnTo}
      />
    </div>
  )
}
