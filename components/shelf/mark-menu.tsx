'use client'

import { useEffect, useEffectEvent, useState, type ChangeEvent, type ReactNode } from 'react'
import { toAddress } from '@/lib/base-path'
import { noteLength } from '@/lib/shelf/mark'
import { progresses, type Progress, type ReadingState } from '@/lib/shelf/progress'
import { t } from '@/messages/generated/marks'
import { markFormId, MarkInputs, nameControl, progressKeys, type MarkedResource } from './mark-form'

/** Closes the menu that contains an element, if any. */
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
  /** Extra items at the end. */
  children?: ReactNode
}

/**
 * The menu of a row: the four states, the percentage and the note. The HTML has it for readers without script only;
 * with script it renders when it opens, so that a page of many rows stays small.
 */
export function MarkMenu({ resource, state, note, reader, returnTo, onNote, onPercent, children }: MarkMenuProps) {
  const [isRendered, setRendered] = useState(false)
  const { id, title } = resource
  const menu = `menu-${id}`
  const noteAction = t(note ? 'editNote' : 'addNote')
  // Without script, only what the circle does not set, as every row carries it.
  const offered = isRendered
    ? progresses
    : progresses.filter((each) => each !== 'done' && (each !== 'to-read' || each !== state.progress))
  const states = resource.counts && (
    <States resource={resource} progress={state.progress} offered={offered} hasShortcuts={isRendered} />
  )
  return (
    <>
      <button type="button" popoverTarget={menu} aria-label={t('more', { title })} className="more" />
      <div
        id={menu}
        popover="auto"
        role="group"
        aria-label={title}
        onBeforeToggle={() => setRendered(true)}
        className="menu"
      >
        {isRendered ? (
          <>
            <p className="menu-title">{title}</p>
            {states}
            {state.progress === 'reading' && (
              <PercentRead title={title} percent={state.percent} onPercent={onPercent} />
            )}
            <button
              type="button"
              popoverTarget={menu}
              popoverTargetAction="hide"
              onClick={onNote}
              aria-label={t('control', { action: noteAction, title })}
              className="menu-item"
            >
              <i className="note-icon" />
              {noteAction}
              <kbd aria-hidden="true">m</kbd>
            </button>
            {children}
          </>
        ) : (
          <noscript>
            <p className="menu-title">{title}</p>
            {states}
            {state.progress === 'reading' && (
              <form method="post" action={toAddress('/api/reading-progress')} className="percent-read">
                <MarkInputs resource={resource} reader={reader} returnTo={returnTo} />
                <input type="hidden" name="progress" value="reading" />
                <label>
                  {t('progress')}{' '}
                  <input type="number" name="percent" min={0} max={100} required defaultValue={state.percent ?? ''} /> %
                </label>
                <button className="button-quiet">{t('saveProgress')}</button>
              </form>
            )}
            {reader && (
              <form method="post" action={toAddress('/api/notes')} className="menu-note">
                <MarkInputs resource={resource} reader={reader} returnTo={returnTo} />
                <label>
                  {t('note')}
                  <textarea
                    name="note"
                    aria-label={t('noteOn', { title })}
                    maxLength={noteLength}
                    rows={3}
                    defaultValue={note}
                    className="field"
                  />
                </label>
                <button className="button-quiet">{t('saveNote')}</button>
              </form>
            )}
            {children}
          </noscript>
        )}
      </div>
    </>
  )
}

/** How long after the last change a percentage is sent, in milliseconds. */
const sendDelay = 400

/** A slider and a field for the percentage. */
function PercentRead({
  title,
  percent,
  onPercent,
}: {
  title: string
  percent: number | null
  onPercent: (percent: number) => void
}) {
  /** An entered percentage that was not sent yet. */
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
    const timer = setTimeout(() => send(), sendDelay)
    return () => clearTimeout(timer)
  }, [draft])
  useEffect(() => {
    const leave = () => send()
    addEventListener('pagehide', leave)
    return () => removeEventListener('pagehide', leave)
  }, [])
  // Sends before another control is pressed; drops an invalid percentage.
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
    <div className="percent-read">
      <label>
        {t('progress')}
        <input
          type="range"
          step={5}
          aria-label={t('control', { action: t('progress'), title })}
          value={value || 0}
          {...props}
        />
      </label>
      <label>
        <input type="number" aria-label={t('control', { action: t('percentRead'), title })} value={value} {...props} />{' '}
        %
      </label>
    </div>
  )
}

interface StatesProps {
  resource: MarkedResource
  progress: Progress
  offered: readonly Progress[]
  /** Shortcuts need script. */
  hasShortcuts: boolean
}

function States({ resource: { id, title }, progress, offered, hasShortcuts }: StatesProps) {
  return offered.map((each) => (
    <button
      key={each}
      form={markFormId(id)}
      name="progress"
      value={each}
      aria-pressed={progress === each}
      aria-label={t('control', { action: nameControl(each), title })}
      className="menu-item"
    >
      <i />
      {nameControl(each)}
      {hasShortcuts && <kbd aria-hidden="true">{progressKeys[each]}</kbd>}
    </button>
  ))
}
