import type { FormEventHandler, ReactNode } from 'react'
import type { Progress } from '@/lib/shelf'
import { ProgressGlyph, Ribbon } from './glyphs'

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

export interface MarkFormProps {
  resource: MarkedResource
  bookmarked: boolean
  progress: Progress
  /** Where to go on after a post without JavaScript: a path of this site. */
  returnTo: string
  /** Shown before the controls where several resources share one place. */
  label?: string
  onSubmit?: FormEventHandler<HTMLFormElement>
  children?: ReactNode
}

/**
 * The controls of one resource: a plain form, each button posting what it says. With `onSubmit` a
 * client component takes over; without, and before, the browser does it all.
 */
export function MarkForm({ resource, bookmarked, progress, returnTo, label, onSubmit, children }: MarkFormProps) {
  return (
    <form
      method="post"
      action="/api/reading-progress"
      onSubmit={onSubmit}
      className="mark-form"
    >
      {label && <span className="mark-form-line text-ink-2">{label}</span>}
      <input type="hidden" name="resource" value={resource.id} />
      <input type="hidden" name="returnTo" value={returnTo} />
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
              <ProgressGlyph progress={state.progress} />
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
      >
        <Ribbon />
      </button>
      {children}
    </form>
  )
}
