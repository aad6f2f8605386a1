import type { ReactNode } from 'react'
import { MarkControls } from './mark-controls'
import { counts, formatMinutes, type Resource } from '@/lib/content'
import { readEnv } from '@/lib/env'
import type { LinkStates } from '@/lib/links'
import { emptyShelf, formatState, getProgress, type ReaderMarks, type Shelf } from '@/lib/shelf'
import { resourceAnchor } from '@/components/ui/resource-anchor'
import { richText } from '@/components/ui/rich-text'
import { t } from '@/messages/generated/shelf'

interface ResourceLinkProps {
  /** A listed resource, or one on the shelf that no topic lists any more. */
  resource: Pick<Resource, 'id' | 'href'>
  shelf: Shelf | null
  linkStates: LinkStates
  children: ReactNode
}

/**
 * A resource's link within the author's sentence, styled by the reader's progress. A dead link offers an archived copy;
 * a suspect one is plain text until an editor has checked it.
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
        <span {...props}>{children}</span> <LinkNote>{t('linkDisabled')}</LinkNote>
      </>
    )
  return (
    <>
      <a {...props} href={href} rel="noopener noreferrer">
        {children}
      </a>
      {verdict === 'dead' && ' '}
      {verdict === 'dead' && (
        <LinkNote>
          {archived
            ? richText(
                t.rich('linkArchived', {
                  link: (children) => (
                    <a href={archived} rel="noopener noreferrer">
                      {children}
                    </a>
                  ),
                }),
              )
            : t('linkGone')}
        </LinkNote>
      )}
    </>
  )
}

interface ResourceSentenceProps extends Omit<ResourceLinkProps, 'children'> {
  resource: Pick<Resource, 'id' | 'href' | 'title'> & { sentence?: Resource['sentence'] }
}

/** Shows a resource in its author's sentence, or by its title if it is no longer listed. */
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

/** Describes a resource briefly: "youtube.com · video · 2024 · 40 min". */
export function describeResource({ host, kind, medium, year, minutes }: Described): string {
  const shown = counts({ kind }) ? medium : kind
  const name = isNamed(shown) ? t(kindNames[shown]) : shown
  return [host, name, year, minutes && formatMinutes(minutes)].filter(Boolean).join(' · ')
}

const kindNames = {
  article: 'kindArticle',
  video: 'kindVideo',
  book: 'kindBook',
  course: 'kindCourse',
  docs: 'kindDocs',
  reference: 'kindReference',
  tool: 'kindTool',
} as const satisfies Record<NonNullable<Resource['medium']> | 'tool', string>

/** Whether the interface has a word for it; a resource that is no longer listed has a stored kind. */
const isNamed = (kind?: string): kind is keyof typeof kindNames => kind !== undefined && Object.hasOwn(kindNames, kind)

interface ResourceControlsProps {
  resource: Pick<Resource, 'id' | 'title'> & Described
  /** Null for someone signed out. */
  marks: ReaderMarks | null
  /** The address of the page. */
  page: string
  /** Shows the resource's title, as several resources share one item. */
  named?: boolean
  /** Set where a change may remove the row. Each change can then be undone. */
  placement?: 'shelf' | 'home'
  /** Shown after the description. */
  children?: ReactNode
}

/** A resource's controls. Leaves out default values, since every page carries the props twice: as HTML and as data. */
export function ResourceControls({ resource, marks, page, named, placement, children }: ResourceControlsProps) {
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
      {...(placement && { placement })}
      {...(marks?.firstMark === id && { keepAt: readEnv().signUp === 'open' ? '/sign-up' : '/sign-in' })}
    >
      {children}
    </MarkControls>
  )
}
