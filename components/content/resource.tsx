import type { ReactNode } from 'react'
import { MarkControls } from '@/components/shelf/mark-controls'
import { MarkForm } from '@/components/shelf/mark-form'
import type { Resource } from '@/lib/content'
import type { Shelf } from '@/lib/shelf'

/** The anchor of a resource on any page that lists it. */
export function resourceAnchor(id: string): string {
  return `resource-${id}`
}

/** A resource's link within the author's sentence, dressed by the reader's progress. */
export function ResourceLink({ resource, shelf, children }: { resource: Resource; shelf: Shelf | null; children: ReactNode }) {
  return (
    <a id={resourceAnchor(resource.id)} href={resource.href} rel="noopener noreferrer" className="resource-link" data-progress={shelf?.get(resource.id)?.progress}>
      {children}
    </a>
  )
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
