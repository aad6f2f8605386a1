'use client'

import { useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import { describeChange } from '@/lib/shelf/describe-change'
import { noteLength } from '@/lib/shelf/mark'
import { editNote, useEditedNote } from './edited-note'
import type { MarkedResource } from './mark-form'
import { submit } from './outbox'
import { noteLabel, saving, undoLabel, whereStored } from './shelf-messages'
import { offerUndo } from './undo'
import { useOutbox, type ShownField } from './use-outbox'

/** How long after the last change a note is saved, in milliseconds. */
const saveDelay = 800

interface NoteProps {
  resource: MarkedResource
  shown: ShownField
  /** On pages where a change may remove the row. */
  offersUndo: boolean
}

/** A reader's note on a resource: text, or a field while it is edited. */
export function Note({ resource, shown, offersUndo }: NoteProps) {
  const edited = useEditedNote(resource.id)
  if (edited) return <NoteField resource={resource} shown={shown} offersUndo={offersUndo} request={edited.request} />
  if (!shown.value) return null
  return (
    <p className="note">
      <span className="sr-only">Your note: </span>
      {shown.value}
    </p>
  )
}

/** The field for a note; saves after a pause in typing and on blur. */
function NoteField({ resource, shown, offersUndo, request }: NoteProps & { request: number }) {
  const { waiting, refused, unstored } = useOutbox()
  const [draft, setDraft] = useState<string | null>(null)
  /** Whether the draft has changes that the outbox does not have yet. */
  const [edited, setEdited] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const [before] = useState(shown.value)
  // Once the outbox has the draft, a later change from another tab or device replaces it.
  const refusal = refused.get(resource.id)
  const isRefused = refusal?.change.field === 'note' && !shown.unsaved
  // A refused note stays in the field, so that the reader can correct it.
  const text = draft !== null && (edited || isRefused || draft.trimEnd() === shown.value) ? draft : shown.value

  function flush() {
    if (!edited) return
    setEdited(false)
    submit({ resource: resource.id, title: resource.title, field: 'note', value: text.trimEnd(), label: 'Note' })
  }
  const save = useEffectEvent(flush)
  const finish = useEffectEvent(() => {
    flush()
    const after = text.trimEnd()
    if (!offersUndo || after === before) return
    offerUndo({
      resource: resource.id,
      texts: describeChange(resource.title, { field: 'note', before, after }),
      changes: [
        {
          resource: resource.id,
          title: resource.title,
          field: 'note',
          value: before,
          restores: true,
          label: undoLabel,
        },
      ],
    })
  })
  useEffect(() => field.current?.focus(), [request])
  // Saves the draft before the page unloads.
  useEffect(() => {
    const leave = () => save()
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      finish()
    }
  }, [])
  useEffect(() => {
    if (!edited) return
    const timer = setTimeout(() => save(), saveDelay)
    return () => clearTimeout(timer)
  }, [edited, draft])

  function close() {
    const row = field.current?.closest('.part, .resource')
    editNote(null)
    row?.querySelector<HTMLElement>('.more')?.focus({ preventScroll: true })
  }

  const state = isRefused
    ? refusal.message
    : shown.unsaved && waiting
      ? `Not saved yet. ${whereStored(!unstored.has(shown.unsaved.key))}.`
      : edited || shown.unsaved
        ? saving
        : draft !== null
          ? 'Saved.'
          : ''
  return (
    <div className="note">
      <textarea
        ref={field}
        aria-label={noteLabel(resource.title)}
        aria-describedby={id}
        maxLength={noteLength}
        rows={3}
        value={text}
        onChange={(event) => {
          setDraft(event.target.value)
          setEdited(true)
        }}
        onBlur={flush}
        onKeyDown={(event) => event.key === 'Escape' && !event.nativeEvent.isComposing && close()}
        className="field"
      />
      <p id={id} className="note-status">
        <span role="status">{state}</span>
        <span>
          {text.length.toLocaleString('en')} of {noteLength.toLocaleString('en')}
        </span>
        <button type="button" onClick={close} className="link">
          Close
        </button>
      </p>
    </div>
  )
}
