'use client'

import { useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import { describeChange } from '@/lib/shelf/describe-change'
import { noteLength } from '@/lib/shelf/mark'
import { editNote, useEditedNote } from './edited-note'
import type { MarkedResource } from './mark-form'
import { submit } from './outbox'
import { offerUndo } from './undo'
import { useOutbox, type ShownField } from './use-outbox'

/** How long after the last key a note is saved, in milliseconds. */
const pause = 800

interface NoteProps {
  resource: MarkedResource
  shown: ShownField
  /** Where a change may take the row away. */
  offersUndo: boolean
}

/** A reader's note on a resource: text, and a field while it is written. */
export function Note({ resource, shown, offersUndo }: NoteProps) {
  const edited = useEditedNote(resource.id)
  if (edited) return <NoteField resource={resource} shown={shown} offersUndo={offersUndo} request={edited.request} />
  if (!shown.value) return null
  return (
    <p className="pencil">
      <span className="sr-only">Your note: </span>
      {shown.value}
    </p>
  )
}

/** Saves what is written in it, while it is written and whenever it is left. */
function NoteField({ resource, shown, offersUndo, request }: NoteProps & { request: number }) {
  const { waiting, refused, unstored } = useOutbox()
  const [draft, setDraft] = useState<string | null>(null)
  /** The draft holds what was not handed to the outbox yet. */
  const [edited, setEdited] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const [before] = useState(shown.value)
  // A draft that was handed over gives way to what another tab or device made of the note since.
  const refusal = refused.get(resource.id)
  const isRefused = refusal?.change.field === 'note' && !shown.unsaved
  // A refused note stays in its field, so its reader can correct it.
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
      done: describeChange(resource.title, { field: 'note', before, after }),
      changes: [
        { resource: resource.id, title: resource.title, field: 'note', value: before, restores: true, label: 'Undo' },
      ],
    })
  })
  useEffect(() => field.current?.focus(), [request])
  // What is being written is kept before the page goes away.
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
    const timer = setTimeout(() => save(), pause)
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
      ? `Not saved yet: it is kept ${unstored.has(shown.unsaved.key) ? 'on this page alone; leave the page open' : 'in this browser'}.`
      : edited || shown.unsaved
        ? 'Saving…'
        : draft !== null
          ? 'Saved.'
          : ''
  return (
    <div className="pencil">
      <textarea
        ref={field}
        aria-label={`Note on ${resource.title}`}
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
      <p id={id} className="note-state">
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
