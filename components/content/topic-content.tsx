import Link from 'next/link'
import type { ComponentProps, ReactNode } from 'react'
import { slugOfAddress, type Topic } from '@/lib/content'
import type { Shelf } from '@/lib/shelf'
import { compileTopic } from './compile-topic'
import { ResourceControls, ResourceHosts, ResourceLink } from './resource'

/** A topic's body, with its resources' controls in place. `shelf` is null for someone signed out. */
export async function TopicContent({ topic, shelf }: { topic: Topic; shelf: Shelf | null }) {
  const Body = await compileTopic(topic)
  if (!Body) return <Unreadable />
  return (
    <div className="prose">
      <Body components={bindComponents(topic, shelf)} />
    </div>
  )
}

/** In place of a body that is no MDX; the checks before a merge are there so that nobody sees it. */
function Unreadable() {
  return (
    <p className="max-w-measure">
      This page is being mended and can’t be shown just now. The rest of the portal is as it was; what you marked here is kept.
    </p>
  )
}

/** What each element of a body is rendered with; bodies name resources by id only. */
function bindComponents(topic: Topic, shelf: Shelf | null) {
  const resources = new Map(topic.resources.map((resource) => [resource.id, resource]))
  const pick = (ids: string) => ids.split(' ').flatMap((id) => resources.get(id) ?? [])
  return {
    a: ContentLink,
    pre: (props: ComponentProps<'pre'>) => <pre {...scrolling('Code')} {...props} />,
    table: (props: ComponentProps<'table'>) => (
      <div className="table-scroll" {...scrolling('Table')}>
        <table {...props} />
      </div>
    ),
    ResourceLink: ({ id, children }: { id: string; children: ReactNode }) =>
      pick(id).map((resource) => (
        <ResourceLink key={id} resource={resource} shelf={shelf}>
          {children}
        </ResourceLink>
      )),
    ResourceHosts: ({ ids }: { ids: string }) => <ResourceHosts resources={pick(ids)} />,
    ResourceControls: ({ id, named }: { id: string; named?: string }) =>
      pick(id).map((resource) => <ResourceControls key={id} resource={resource} shelf={shelf} page={`/${topic.slug}`} named={Boolean(named)} />),
  }
}

/** What may be wider than the screen scrolls inside itself, by keyboard too. */
function scrolling(label: string) {
  return { tabIndex: 0, role: 'group', 'aria-label': label }
}

/** A link in prose: within the portal without a full load, elsewhere without telling where from. */
function ContentLink({ href = '', children, ...rest }: ComponentProps<'a'>) {
  const [address = '', anchor] = href.split('#')
  const slug = slugOfAddress(address)
  if (slug)
    return (
      <Link href={`/${slug}${anchor ? `#${anchor}` : ''}`} prefetch={false}>
        {children}
      </Link>
    )
  // Addresses with a scheme of their own, such as "javascript:", are not links.
  if (!/^(https?:|mailto:|[/#])/i.test(href)) return <>{children}</>
  return (
    <a href={href} rel={/^https?:/i.test(href) ? 'noopener noreferrer' : undefined} {...rest}>
      {children}
    </a>
  )
}
