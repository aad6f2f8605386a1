import type { ReactNode } from 'react'
import { MarkControls } from './mark-controls'
import { counts, formatMinutes, type Resource } from '@/lib/content'
import { readEnv } from '@/lib/env'
import type { LinkStates } from '@/lib/links'
import { emptyShelf, formatState, getProgress, type ReaderMarks, type Shelf } from '@/lib/shelf'
import { resourceAnchor } from '@/components/ui/resource-anchor'

interface ResourceLinkProps {
  /** Also one that is no longer listed. */
  resource: Pick<Resource, 'id' | 'href'>
  shelf: Shelf | null
  linkStates: LinkStates
  children: ReactNode
}

/**
 * A resource's link within the author's sentence, dressed by the reader's progress. A dead one offers
 * its archived copy; one that may no longer be what it was is text until an editor has looked at it.
 */
export function ResourceLink({ resource: { id, href }, shelf, linkStates, children }: ResourceLinkProps) {
  const progress = getProgress(shelf ?? emptyShelf, id)
  const props = {
    id: resourceAnchor(id),
    className: 'resource-link',
    'data-progress': progress === 'to-read' ? undefined : progress,
  }
  const { verdict, archived } = linkStates.get(href) ?? {}
  if (verdict === 'suspect')
    return (
      <>
        <span {...props}>{children}</span> <LinkNote>link disabled: this site may have changed hands</LinkNote>
      </>
    )
  return (
    <>
      <a {...props} href={href} rel="noopener noreferrer">
        {children}
      </a>
      {verdict === 'dead' && (
        <LinkNote>
          {' '}
          gone
          {archived && (
            <>
              {', '}
              <a href={archived} rel="noopener noreferrer">
                archived copy
              </a>
            </>
          )}
        </LinkNote>
      )}
    </>
  )
}

interface ResourceSentenceProps extends Omit<ResourceLinkProps, 'children'> {
  resource: Pick<Resource, 'id' | 'href' | 'title'> & { sentence?: Resource['sentence'] }
}

/** A resource within its author's sentence, as its topic has it; by its title where it is no longer listed. */
export function ResourceSentence({ resource, shelf, linkStates }: ResourceSentenceProps) {
  const { before, words, after } = resource.sentence ?? { before: '', words: resource.title, after: '' }
  return (
    <p className="sentence">
      {before}
      <ResourceLink resource={resource} shelf={shelf} linkStates={linkStates}>
        {words}
      </ResourceLink>
      {after}
    </p>
  )
}

function LinkNote({ children }: { children: ReactNode }) {
  return <span className="font-ui text-meta text-reading">({children})</span>
}

type Described = Pick<Resource, 'host' | 'medium' | 'year' | 'minutes'> & { kind: string }

/** What is known of a resource, in a few words: "youtube.com · video · 2024 · 40 min". */
export function describeResource({ host, kind, medium, year, minutes }: Described): string {
  return [host, counts({ kind }) ? medium : kind, year, minutes && formatMinutes(minutes)].filter(Boolean).join(' · ')
}

interface ResourceControlsProps {
  resource: Pick<Resource, 'id' | 'title'> & Described
  /** Null for someone signed out. */
  marks: ReaderMarks | null
  /** The address of the page they stand on. */
  page: string
  /** Where several resources share an item, each has a line with its name. */
  named?: boolean
  /** The list they stand in, if a change may take the row away: each change can be undone. */
  list?: 'shelf' | 'home'
  /** Follows what is known of the resource. */
  children?: ReactNode
}

/** A resource's controls. What is not so is left out: every page carries them twice, as markup and as data. */
export function ResourceControls({ resource, marks, page, named, list, children }: ResourceControlsProps) {
  const { id, title } = resource
  const mark = marks?.marks.get(id)
  return (
    <MarkControls
      resource={{ id, title, counts: counts(resource) }}
      about={describeResource(resource)}
      returnTo={`${page}#${resourceAnchor(id)}`}
      {...(marks && { reader: marks.reader, asOf: marks.asOf })}
      {...(mark && { bookmarked: mark.bookmarked, state: formatState(mark), note: mark.note })}
      {...(mark?.progress === 'done' && { changedAt: mark.progressAt?.toISOString() })}
      {...(named && { label: title })}
      {...(list && { list })}
      {...(marks?.firstMark === id && { keepAt: readEnv().signUp === 'open' ? '/sign-up' : '/sign-in' })}
    >
      {children}
    </MarkControls>
  )
}
