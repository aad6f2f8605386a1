'use client'

import { useRef, useState, type ReactNode, type SubmitEvent } from 'react'
import { LocalDate } from '@/components/ui/local-time'
import { richText } from '@/components/ui/rich-text'
import { describeChange } from '@/lib/shelf/describe-change'
import { describeState, formatState, parseState, type ReadingState } from '@/lib/shelf/progress'
import { nameChange } from './change'
import { t } from '@/messages/generated/marks'
import { editNote, useEditedNote } from './edited-note'
import { GuestNote } from './guest-note'
import { MarkForm, type MarkedResource } from './mark-form'
import { closeMenu, MarkMenu } from './mark-menu'
import { MarkStatus } from './mark-status'
import { Note } from './note'
import { submit } from './outbox'
import { RemoveButton } from './remove-button'
import { offerUndo } from './undo'
import { showField, useOutbox } from './use-outbox'

/** What a resource's controls show. Values of an unmarked resource are left out. */
export interface MarkControlsProps {
  resource: MarkedResource
  /** Describes the resource briefly: its host, medium and year. */
  about: string
  bookmarked?: boolean
  /** The reading state as one string (`formatState`). */
  state?: string
  /** When the progress was last changed, in ISO 8601. */
  changedAt?: string
  note?: string | null
  /** The id of the signed-in reader. */
  reader?: string
  /** When the marks were read, by the server's clock. */
  asOf?: number
  /** The path to return to after a form post without JavaScript. */
  returnTo: string
  /** Names the resource if several share one sentence. */
  label?: string
  /** Set where a change may remove the row. Offers to undo each change and, on the shelf, to remove the row. */
  placement?: 'shelf' | 'home'
  /** Next to a guest's first mark: the page where a guest gets an account. */
  keepAt?: string
  /** Shown after `about`. */
  children?: ReactNode
}

/**
 * A resource's controls: plain forms until hydration. Then a change shows at once, goes through the outbox, and is
 * never shown as saved before the server confirms it.
 */
export function MarkControls({
  resource,
  about,
  bookmarked = false,
  state: saved = 'to-read',
  changedAt,
  note = null,
  reader,
  asOf = 0,
  returnTo,
  label,
  placement,
  keepAt,
  children,
}: MarkControlsProps) {
  const outbox = useOutbox()
  const { id, title } = resource
  const ribbon = showField(outbox, id, 'bookmarked', String(bookmarked), asOf)
  const shown = showField(outbox, id, 'progress', saved, asOf)
  const text = showField(outbox, id, 'note', note ?? '', asOf)
  const state = parseState(shown.value) ?? untouched
  const { progress } = state
  const isNoteEdited = useEditedNote(id) !== null
  /** The state before "Done": a second press restores it. */
  const replaced = useRef<string | null>(null)

  // State, so that the notice stays when the page refreshes without its cookie.
  const [guestNote, setGuestNote] = useState(keepAt)
  if (keepAt && !guestNote) setGuestNote(keepAt)

  function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    const button = event.nativeEvent.submitter as HTMLButtonElement
    event.preventDefault()
    closeMenu(button)
    // An unchanged value must not turn a visitor into a guest.
    if (button.value === progress && !shown.unsaved) return
    const field = button.name === 'bookmarked' ? 'bookmarked' : 'progress'
    const isReset = button.value === 'to-read' && button.classList.contains('glyph')
    const value = (isReset && replaced.current) || button.value
    if (field === 'progress') replaced.current = value === 'done' ? shown.value : null
    submit({ resource: id, title, field, value, label: nameChange(field, value) })
    const before = field === 'progress' ? shown.value : ribbon.value
    if (!placement || before === value) return
    offerUndo({
      resource: id,
      texts: describeChange(title, { field, before, after: value }),
      changes: [{ resource: id, title, field, value: before, label: t('undo') }],
      // The home page shows another tutorial instead.
      takesFocus: placement === 'home' && field === 'progress' && value !== 'reading',
    })
  }

  const unsaved = outbox.waiting
    ? [shown.unsaved && 'progress', ribbon.unsaved && 'bookmarked'].filter(Boolean).join(' ')
    : ''
  const controls = (
    <>
      <MarkForm
        resource={resource}
        bookmarked={ribbon.value === 'true'}
        state={state}
        reader={reader}
        returnTo={returnTo}
        unsaved={unsaved || undefined}
        onSubmit={onSubmit}
      />
      <MarkMenu
        resource={resource}
        state={state}
        note={text.value}
        onPercent={(percent) =>
          submit({
            resource: id,
            title,
            field: 'progress',
            value: formatState({ progress: 'reading', percent }),
            label: nameChange('progress', formatState({ progress: 'reading', percent })),
          })
        }
        reader={reader}
        returnTo={returnTo}
        onNote={() => editNote(id)}
      >
        {placement === 'shelf' && reader && (
          <RemoveButton resource={id} title={title} mark={{ bookmarked, state: saved, note: note ?? '' }} asOf={asOf} />
        )}
      </MarkMenu>
      <p className="meta">
        {progress !== 'to-read' && (
          <>
            <b>
              {progress === 'done' && saved === 'done' && changedAt
                ? richText(t.rich('doneOn', { date: () => <LocalDate at={changedAt} asOf={asOf} /> }))
                : describeState(state)}
            </b>
            {' · '}
          </>
        )}
        {about}
        {children}
      </p>
      <Note resource={resource} shown={text} offersUndo={placement !== undefined} />
      <MarkStatus
        outbox={outbox}
        resource={id}
        unsaved={shown.unsaved ?? ribbon.unsaved ?? (isNoteEdited ? undefined : text.unsaved)}
        returnTo={returnTo}
      >
        {guestNote && <GuestNote keepAt={guestNote} returnTo={returnTo} />}
      </MarkStatus>
    </>
  )
  if (!label) return controls
  return (
    <div className="part">
      <span className="part-title">{label}</span>
      {controls}
    </div>
  )
}

const untouched: ReadingState = { progress: 'to-read', percent: null }
