import type { CSSProperties, FormEventHandler } from 'react'
import { toAddress } from '@/lib/base-path'
import type { Progress, ReadingState } from '@/lib/shelf/progress'

/** A resource as its controls need it. */
export interface MarkedResource {
  id: string
  title: string
  /** Has a reading progress; every resource can be bookmarked. */
  counts: boolean
}

/** Returns the id of a resource's form, by which the buttons of its menu belong to it. */
export const markFormId = (resource: string): string => `mark-${resource}`

/** What every form of a mark says: which resource, whose page, and where to go on without JavaScript. */
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
  /** What the server could not keep yet. */
  unsaved?: string
  onSubmit: FormEventHandler<HTMLFormElement>
}

/** What sets each state, as its control says. */
export const progressLabels: Record<Progress, string> = {
  'to-read': 'Not started',
  reading: 'Reading',
  done: 'Done',
  skipped: 'Skip',
}

const pressed = { 'to-read': false, reading: 'mixed', done: true, skipped: false } as const

/**
 * The controls of a row at rest: one press marks a tutorial as done or takes that back, another bookmarks it. A plain
 * form, each button posting what it says.
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
          title={progress === 'done' ? 'Take back' : 'Mark as done'}
          className="glyph"
        />
      )}
      <button
        name="bookmarked"
        value={bookmarked ? 'false' : 'true'}
        formAction={toAddress('/api/bookmarks')}
        aria-pressed={bookmarked}
        aria-label={`Bookmark: ${title}`}
        title={bookmarked ? 'Remove bookmark' : 'Bookmark'}
        className="ribbon"
      />
    </form>
  )
}
