'use client'

import { useEffect, useEffectEvent, useId, useState, type ReactNode, type SubmitEvent } from 'react'
import { noteLength } from '@/lib/shelf/mark'
import type { MarkedResource } from './mark-form'
import { submit } from './outbox'
import { useOutbox, type ShownField } from './use-outbox'

/** How long after the last key a note is saved, in milliseconds. */
const pause = 800

interface NoteFieldProps {
  resource: MarkedResource
  shown: ShownField
  /** The note as it stands in the page. */
  saved: string
  /** Whether the form is in the page before it is opened, for who reads without script. */
  atHand: boolean
  /** The hidden fields of the form. */
  children: ReactNode
}

/** A reader's note on a resource: behind its name until there is one, saved while it is written. */
export function NoteField({ resource, shown, saved, atHand, children }: NoteFieldProps) {
  const { waiting, refused, unstored } = useOutbox()
  const [draft, setDraft] = useState<string | null>(null)
  /** The draft holds what was not handed to the outbox yet. */
  const [edited, setEdited] = useState(false)
  const [open, setOpen] = useState(Boolean(saved))
  const id = useId()
  // A draft that was handed over gives way to what another tab or device made of the note since.
  const text = draft !== null && (edited || draft.trimEnd() === shown.value) ? draft : shown.value

  function flush() {
    if (!edited) return
    setEdited(false)
    submit({ resource: resource.id, title: resource.title, field: 'note', value: text.trimEnd(), label: 'Note' })
  }
  const save = useEffectEvent(flush)
  // What is being written is kept before the page goes away.
  useEffect(() => {
    const leave = () => save()
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      leave()
    }
  }, [])
  useEffect(() => {
    if (!edited) return
    const timer = setTimeout(() => save(), pause)
    return () => clearTimeout(timer)
  }, [edited, draft])

  function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    flush()
  }

  const refusal = refused.get(resource.id)
  const state =
    refusal?.change.field === 'note' && !shown.unsaved
      ? refusal.message
      : shown.unsaved && waiting
        ? `Not saved yet: it is kept ${unstored.has(shown.unsaved.key) ? 'on this page alone; leave the page open' : 'in this browser'}.`
        : edited || shown.unsaved
          ? 'Saving…'
          : draft !== null
            ? 'Saved.'
            : ''
  return (
    // Opened before script was there for it, it is open all the same.
    <details
      ref={(details) => void (details?.open && setOpen(true))}
      className="note"
      open={open || undefined}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary aria-label={`Note: ${resource.title}`}>Note</summary>
      {(atHand || open) && (
        <form method="post" action="/api/notes" onSubmit={onSubmit}>
          {children}
          <textarea
            name="note"
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
            className="field"
          />
          <p id={id} className="note-state">
            <span role="status">{state}</span>
            <span>
              {text.length.toLocaleString('en')} of {noteLength.toLocaleString('en')}
            </span>
          </p>
          <noscript>
            <button className="button">Save note</button>
          </noscript>
        </form>
      )}
    </details>
  )
}
