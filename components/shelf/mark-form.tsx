import type { FormEventHandler, ReactNode } from 'react'
import type { Progress } from '@/lib/shelf'

/** The words of each state, in the order of the control. */
const states: { progress: Progress; label: string }[] = [
  { progress: 'to-read', label: 'To read' },
  { progress: 'reading', label: 'Reading' },
  { progress: 'done', label: 'Done' },
  { progress: 'skipped', label: 'Skip' },
]

/** A resource as its controls need it. */
export interface MarkedResource {
  id: string
  title: string
  /** A tool can be bookmarked; it has no reading progress. */
  counts: boolean
}

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
  progress: Progress
  /** What the server could not keep yet. */
  unsaved: ('progress' | 'bookmarked')[]
  onSubmit: FormEventHandler<HTMLFormElement>
  children: ReactNode
}

/** The progress and the bookmark of one resource: a plain form, each button posting what it says. */
export function MarkForm({ resource, bookmarked, progress, unsaved, onSubmit, children }: MarkFormProps) {
  return (
    <form
      method="post"
      action="/api/reading-progress"
      onSubmit={onSubmit}
      className="mark-form"
      data-unsaved={unsaved.join(' ') || undefined}
    >
      {children}
      {resource.counts && (
        <div role="group" aria-label={`Reading progress: ${resource.title}`} className="states">
          {states.map((state) => (
            <button
              key={state.progress}
              name="progress"
              value={state.progress}
              aria-pressed={progress === state.progress}
              aria-label={`${state.label}: ${resource.title}`}
            >
              {state.label}
            </button>
          ))}
        </div>
      )}
      <button
        name="bookmarked"
        value={bookmarked ? 'false' : 'true'}
        formAction="/api/bookmarks"
        aria-pressed={bookmarked}
        aria-label={`Bookmark: ${resource.title}`}
        title={bookmarked ? 'Remove bookmark' : 'Bookmark'}
        className="ribbon"
      />
    </form>
  )
}
