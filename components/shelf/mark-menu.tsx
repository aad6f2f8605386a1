'use client'

import { useState, type ReactNode } from 'react'
import { noteLength } from '@/lib/shelf/mark'
import type { Progress } from '@/lib/shelf/progress'
import { markFormId, MarkInputs, progressLabels, type MarkedResource } from './mark-form'

/** Closes the menu that a button was pressed in, if it stands in one. */
export function closeMenu(button: Element | null): void {
  button?.closest<HTMLElement>('.menu')?.hidePopover()
}

interface MarkMenuProps {
  resource: MarkedResource
  progress: Progress
  note: string
  reader?: string
  returnTo: string
  onNote: () => void
  /** What a list adds at the end. */
  children?: ReactNode
}

/** The keys that do the same (components/layout/shortcuts.ts). */
const keys: Record<Progress, string> = { 'to-read': 't', reading: 'r', done: 'd', skipped: 'x' }

/**
 * What a row offers beside its two controls. The page has it as HTML for readers without script alone; with script it
 * is made when it is opened, so that a page of many rows does not carry as many menus.
 */
export function MarkMenu({ resource, progress, note, reader, returnTo, onNote, children }: MarkMenuProps) {
  const [isMade, setMade] = useState(false)
  const { id, title } = resource
  const menu = `menu-${id}`
  const states = resource.counts && <States resource={resource} progress={progress} />
  return (
    <>
      <button type="button" popoverTarget={menu} aria-label={`More for ${title}`} className="more" />
      <div
        id={menu}
        popover="auto"
        role="group"
        aria-label={title}
        onBeforeToggle={() => setMade(true)}
        className="menu"
      >
        {isMade ? (
          <>
            <p className="menu-title">{title}</p>
            {states}
            <button
              type="button"
              popoverTarget={menu}
              popoverTargetAction="hide"
              onClick={onNote}
              aria-label={`Note: ${title}`}
              className="menu-item"
            >
              <i className="pencil-icon" />
              {note ? 'Change your note' : 'Add a note'}
              <kbd aria-hidden="true">m</kbd>
            </button>
            {children}
          </>
        ) : (
          <noscript>
            <p className="menu-title">{title}</p>
            {states}
            {reader && (
              <form method="post" action="/api/notes" className="menu-note">
                <MarkInputs resource={resource} reader={reader} returnTo={returnTo} />
                <textarea
                  name="note"
                  aria-label={`Note on ${title}`}
                  maxLength={noteLength}
                  rows={3}
                  defaultValue={note}
                  className="field"
                />
                <button className="button-quiet">Save note</button>
              </form>
            )}
            {children}
          </noscript>
        )}
      </div>
    </>
  )
}

/** The states that the row's own control does not set. */
function States({ resource: { id, title }, progress }: Pick<MarkMenuProps, 'resource' | 'progress'>) {
  return (['reading', 'skipped', 'to-read'] as const).map((each) => (
    <button
      key={each}
      form={markFormId(id)}
      name="progress"
      value={each}
      aria-pressed={progress === each}
      aria-label={`${progressLabels[each]}: ${title}`}
      className="menu-item"
    >
      <i />
      {progressLabels[each]}
      <kbd aria-hidden="true">{keys[each]}</kbd>
    </button>
  ))
}
