'use client'

import { useEffect, useEffectEvent, useState, type ChangeEvent, type ReactNode } from 'react'
import { toAddress } from '@/lib/base-path'
import { noteLength } from '@/lib/shelf/mark'
import type { Progress, ReadingState } from '@/lib/shelf/progress'
import { markFormId, MarkInputs, progressLabels, type MarkedResource } from './mark-form'

/** Closes the menu around a button, if there is one. */
export function closeMenu(button: Element | null): void {
  button?.closest<HTMLElement>('.menu')?.hidePopover()
}

interface MarkMenuProps {
  resource: MarkedResource
  state: ReadingState
  note: string
  reader?: string
  returnTo: string
  onNote: () => void
  onPercent: (percent: number) => void
  /** What a list adds at the end. */
  children?: ReactNode
}

/** The keys that do the same (components/layout/shortcuts.ts). */
const keys: Record<Progress, string> = { 'to-read': 't', reading: 'r', done: 'd', skipped: 'x' }

/**
 * What a row offers beside its two controls. The page has it as HTML for readers without script alone; with script it
 * is made when it is opened, so that a page of many rows does not carry as many menus.
 */
export function MarkMenu({ resource, state, note, reader, returnTo, onNote, onPercent, children }: MarkMenuProps) {
  const [isMade, setMade] = useState(false)
  const { id, title } = resource
  const menu = `menu-${id}`
  const states = resource.counts && <States resource={resource} progress={state.progress} />
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
            {state.progress === 'reading' && <HowFar title={title} percent={state.percent} onPercent={onPercent} />}
            <button
              type="button"
              popoverTarget={menu}
              popoverTargetAction="hide"
              onClick={onNote}
              aria-label={`${note ? 'Change your note' : 'Add a note'}: ${title}`}
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
            {state.progress === 'reading' && (
              <form method="post" action={toAddress('/api/reading-progress')} className="how-far">
                <MarkInputs resource={resource} reader={reader} returnTo={returnTo} />
                <input type="hidden" name="progress" value="reading" />
                <label>
                  How far{' '}
                  <input type="number" name="percent" min={0} max={100} required defaultValue={state.percent ?? ''} /> %
                </label>
                <button className="button-quiet">Set</button>
              </form>
            )}
            {reader && (
              <form method="post" action={toAddress('/api/notes')} className="menu-note">
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

/** How long after the last movement a percentage is sent, in milliseconds. */
const pause = 400

/** A slider and a field for how far one is. */
function HowFar({
  title,
  percent,
  onPercent,
}: {
  title: string
  percent: number | null
  onPercent: (percent: number) => void
}) {
  /** What was entered and is not handed over yet. */
  const [draft, setDraft] = useState<string | null>(null)
  function flush() {
    const wanted = draft ? Number(draft) : NaN
    if (!Number.isInteger(wanted) || wanted < 0 || wanted > 100) return
    setDraft(null)
    if (wanted !== percent) onPercent(wanted)
  }
  const send = useEffectEvent(flush)
  useEffect(() => {
    if (draft === null) return
    const timer = setTimeout(() => send(), pause)
    return () => clearTimeout(timer)
  }, [draft])
  useEffect(() => {
    const leave = () => send()
    addEventListener('pagehide', leave)
    return () => removeEventListener('pagehide', leave)
  }, [])
  // Before any other control is pressed; what is no percentage is dropped.
  const onBlur = () => {
    flush()
    setDraft(null)
  }
  const value = draft ?? String(percent ?? '')
  const props = {
    min: 0,
    max: 100,
    onChange: (event: ChangeEvent<HTMLInputElement>) => setDraft(event.target.value),
    onBlur,
  }
  return (
    <div className="how-far">
      <label>
        How far
        <input type="range" step={5} aria-label={`How far: ${title}`} value={value || 0} {...props} />
      </label>
      <label>
        <input type="number" aria-label={`Percent read: ${title}`} value={value} {...props} /> %
      </label>
    </div>
  )
}

/** The states that the row's own control does not set. */
function States({ resource: { id, title }, progress }: { resource: MarkedResource; progress: Progress }) {
  const offered = (['reading', 'skipped', 'to-read'] as const).filter((each) => each !== 'to-read' || each !== progress)
  return offered.map((each) => (
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
