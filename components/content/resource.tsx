import type { ReactNode } from 'react'
import { MarkControls } from '@/components/shelf/mark-controls'
import { MarkForm } from '@/components/shelf/mark-form'
import type { Resource } from '@/lib/content'
import type { LinkStates } from '@/lib/links'
import type { Shelf } from '@/lib/shelf'

/** The anchor of a resource on any page that lists it. */
export function resourceAnchor(id: string): string {
  return `resource-${id}`
}

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
  const props = { id: resourceAnchor(id), className: 'resource-link', 'data-progress': shelf?.get(id)?.progress }
  const { verdict, archived } = linkStates.get(href) ?? {}
  if (verdict === 'suspect')
    return (
      <>
        <span {...props}>{children}</span> <LinkNote>not linked for now: it may no longer be what it was</LinkNote>
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

function LinkNote({ children }: { children: ReactNode }) {
  return <span className="font-ui text-meta text-reading">({children})</span>
}

/** Where the resources of an item lead, in small type. */
export function ResourceHosts({ resources }: { resources: Resource[] }) {
  const hosts = new Set(resources.map(({ href, kind }) => new URL(href).hostname.replace(/^www\./, '') + (kind === 'tool' ? ' · tool' : '')))
  return <p className="font-ui text-meta text-ink-2">{[...hosts].join(', ')}</p>
}

interface ResourceControlsProps {
  resource: Resource
  /** Null for someone signed out: the same controls, as plain forms that lead to sign-in. */
  shelf: Shelf | null
  /** The address of the page they stand on. */
  page: string
  /** Where several resources share an item, each row carries its resource's name. */
  named?: boolean
}

/** A resource's controls, live for someone signed in. */
export function ResourceControls({ resource, shelf, page, named }: ResourceControlsProps) {
  const mark = shelf?.get(resource.id)
  const props = {
    resource: { id: resource.id, title: resource.title, counts: resource.kind === 'tutorial' },
    bookmarked: Boolean(mark?.bookmarkedAt),
    progress: mark?.progress ?? ('to-read' as const),
    returnTo: `${page}#${resourceAnchor(resource.id)}`,
    label: named ? resource.title : undefined,
  }
  return shelf ? <MarkControls {...props} /> : <MarkForm {...props} />
}
