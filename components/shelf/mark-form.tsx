import type { CSSProperties, FormEventHandler } from 'react'
import { toAddress } from '@/lib/base-path'
import type { Progress, ReadingState } from '@/lib/shelf/progress'
import { ribbonLabels } from './shelf-messages'

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

/** The label of the control that sets each state. */
export const progressLabels: Record<Progress, string> = {
  'to-read': 'Not started',
  reading: 'Reading',
  done: 'Done',
  skipped: 'Skip',
}

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
          aria-label={`${progressLabels.done}: ${title}`}
          title={progress === 'done' ? 'Mark as not done' : 'Mark as done'}
          className="glyph"
        />
      )}
      <button
        name="bookmarked"
        value={bookmarked ? 'false' : 'true'}
        formAction={toAddress('/api/bookmarks')}
        aria-pressed={bookmarked}
        aria-label={`Bookmark: ${title}`}
        title={bookmarked ? ribbonLabels.false : ribbonLabels.true}
        className="ribbon"
      />
    </form>
  )
}
