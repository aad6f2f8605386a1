import type { Portal, Resource } from '@/lib/content'
import type { LinkStates } from '@/lib/links'
import { progressWords, type Shelf } from '@/lib/shelf'
import { ResourceLink } from '@/components/shelf/resource'
import { resourceAnchor } from '@/components/ui/resource-anchor'
import { toAddress } from '@/lib/base-path'
import { t } from '@/messages/generated/content'

interface ResourceRowProps {
  resource: Resource
  portal: Portal
  shelf: Shelf | null
  linkStates: LinkStates
}

/** A resource in a list: its link, the topics that list it and the reader's mark. */
export function ResourceRow({ resource, portal, shelf, linkStates }: ResourceRowProps) {
  const { id, title, host, kind, topics } = resource
  return (
    <li>
      <p>
        <ResourceLink resource={resource} shelf={shelf} linkStates={linkStates}>
          {title}
        </ResourceLink>
      </p>
      <p>
        <State id={id} shelf={shelf} />
        {host}
        {kind !== 'tutorial' && ` · ${t(kind === 'tool' ? 'kindTool' : 'kindReference')}`} ·{' '}
        {topics.map(({ slug }, index) => (
          <span key={slug}>
            {index > 0 && ', '}
            <a href={toAddress(`/${slug}#${resourceAnchor(id)}`)}>{portal.topics.get(slug)?.sidebartitle}</a>
          </span>
        ))}
      </p>
    </li>
  )
}

/** The reader's mark as words; nothing for an unmarked resource. */
function State({ id, shelf }: { id: string; shelf: Shelf | null }) {
  const mark = shelf?.get(id)
  if (!mark) return null
  return (
    <>
      {mark.progress !== 'to-read' && (
        <>
          <b data-mark={mark.progress}>{progressWords[mark.progress]}</b>
          {' · '}
        </>
      )}
      {mark.bookmarked && (
        <>
          <b data-mark="bookmarked">{t('bookmarked')}</b>
          {' · '}
        </>
      )}
    </>
  )
}
