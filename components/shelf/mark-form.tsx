import type { CSSProperties, FormEventHandler } from 'react'
import { toAddress } from '@/lib/base-path'
import { progressWords, type Progress, type ReadingState } from '@/lib/shelf/progress'
import { t } from '@/messages/generated/marks'

/** The fields of a resource that its controls need. */
export interface MarkedResource {
  id: string
  title: string
  /** Whether it has reading progress. Every resource can be bookmarked. */
  counts: boolean
}

/** Returns the id of a resource's form; the buttons of its menu refer to it. */
export const markFormId = (resource: string): string => `mark-${resource}`

/** The hidden fields of every mark form: the resource, the reader and the path to return to. */
export function MarkInputs({
  resource,
  reader,
  returnTo,
}: {
  resource: MarkedResource
  reader?: string
  returnTo: string
}) {
  return (
    <>
      <input type="hidden" name="resource" value={resource.id} />
      <input type="hidden" name="returnTo" value={returnTo} />
      {reader && <input type="hidden" name="reader" value={reader} />}
    </>
  )
}

interface MarkFormProps {
  resource: MarkedResource
  bookmarked: boolean
  state: ReadingState
  reader?: string
  returnTo: string
  /** The fields that the server has not saved yet, separated by spaces. */
  unsaved?: string
  onSubmit: FormEventHandler<HTMLFormElement>
}

/** Names the control that sets a state, in the portal's language. */
export const nameControl = (progress: Progress): string =>
  progress === 'skipped' ? t('skip') : progressWords[progress]

/** The keyboard shortcut that sets each state. */
export const progressKeys: Record<Progress, string> = { 'to-read': 't', reading: 'r', done: 'd', skipped: 'x' }

const pressed = { 'to-read': false, reading: 'mixed', done: true, skipped: false } as const

/**
 * The two controls of a row: the circle marks a tutorial as done or not started, the ribbon bookmarks it. A plain form,
 * each button posting its value.
 */
export function MarkForm({
  resource,
  bookmarked,
  state: { progress, percent },
  reader,
  returnTo,
  unsaved,
  onSubmit,
}: MarkFormProps) {
  const { id, title, counts } = resource
  return (
    <form
      id={markFormId(id)}
      method="post"
      action={toAddress('/api/reading-progress')}
      onSubmit={onSubmit}
      className="mark"
      data-progress={progress === 'to-read' ? undefined : progress}
      data-unsaved={unsaved}
      style={percent === null ? undefined : ({ '--percent': percent } as CSSProperties)}
    >
      <MarkInputs resource={resource} reader={reader} returnTo={returnTo} />
      {counts && (
        <button
          name="progress"
          value={progress === 'done' ? 'to-read' : 'done'}
          aria-pressed={pressed[progress]}
          aria-label={t('control', { action: nameControl('done'), title })}
          title={t(progress === 'done' ? 'markAsNotDone' : 'markAsDone')}
          className="glyph"
        />
      )}
      <button
        name="bookmarked"
        value={bookmarked ? 'false' : 'true'}
        formAction={toAddress('/api/bookmarks')}
        aria-pressed={bookmarked}
        aria-label={t('control', { action: t('bookmark'), title })}
        title={t(bookmarked ? 'removeBookmark' : 'bookmark')}
        className="ribbon"
      />
    </form>
  )
}
