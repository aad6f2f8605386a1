import Link from 'next/link'
import { ResourceControls, ResourceLink } from '@/components/content/resource'
import { getTutorialIds, type Portal, type Resource, type Topic } from '@/lib/content'
import type { LinkStates } from '@/lib/links'
import { countProgress, describeCounts, describeMark, type ListedResource, type Shelf } from '@/lib/shelf'

interface ShelfPageProps {
  portal: Portal
  shelf: Shelf
  /** What is marked and no longer in the content. */
  withdrawn: ListedResource[]
  linkStates: LinkStates
}

/** Everything one reader marked, once each, by the first topic that lists it. */
export function ShelfPage({ portal, shelf, withdrawn, linkStates }: ShelfPageProps) {
  const topics = [...portal.topics.values()]
  const marked = topics
    .map((topic) => ({ topic, resources: topic.resources.filter(({ id, topics }) => shelf.has(id) && topics[0]?.slug === topic.slug) }))
    .filter(({ resources }) => resources.length > 0)
  const first = topics.find((topic) => topic.resources.length > 0)
  return (
    <>
      <h1 className="mt-1.5 mb-3.5 text-h1 font-extrabold tracking-[-0.025em]">Your shelf</h1>
      <p className="font-ui text-ui text-ink-2">{describeCounts(countProgress(getTutorialIds(topics), shelf))} in the whole portal.</p>
      {marked.length === 0 && withdrawn.length === 0 && <EmptyShelf first={first} />}
      {marked.map(({ topic, resources }) => (
        <TopicOnShelf key={topic.slug} topic={topic} resources={resources} shelf={shelf} linkStates={linkStates} />
      ))}
      {withdrawn.length > 0 && <Withdrawn resources={withdrawn} shelf={shelf} linkStates={linkStates} />}
    </>
  )
}

function TopicOnShelf({ topic, resources, shelf, linkStates }: { topic: Topic; resources: Resource[]; shelf: Shelf; linkStates: LinkStates }) {
  const counts = countProgress(getTutorialIds([topic]), shelf)
  return (
    <section aria-labelledby={topic.slug} className="mt-12 max-w-list">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 pb-3">
        <h2 id={topic.slug} className="text-h2 font-[750] tracking-[-0.015em]">
          <Link href={`/${topic.slug}`} prefetch={false} className="hover:underline">
            {topic.sidebartitle}
          </Link>
        </h2>
        {counts.total > 0 && <p className="font-ui text-meta text-ink-2">{describeCounts(counts)}</p>}
      </div>
      <ul className="resources">
        {resources.map((resource) => (
          <li key={resource.id} className="resource">
            <div className="resource-note">
              <ShelfLink resource={resource} shelf={shelf} linkStates={linkStates} />
            </div>
            <div className="resource-controls">
              <ResourceControls resource={resource} shelf={shelf} page="/shelf" />
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Withdrawn({ resources, shelf, linkStates }: { resources: ListedResource[]; shelf: Shelf; linkStates: LinkStates }) {
  return (
    <section aria-labelledby="withdrawn" className="mt-12 max-w-list">
      <h2 id="withdrawn" className="pb-3 text-h2 font-[750] tracking-[-0.015em]">
        No longer listed
      </h2>
      <ul className="resources">
        {resources.map((resource) => (
          <li key={resource.id} className="resource">
            <div className="resource-note">
              <ShelfLink resource={resource} shelf={shelf} linkStates={linkStates} />
            </div>
            <p className="font-ui text-meta text-ink-2">{describeMark(shelf.get(resource.id))}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function ShelfLink({ resource, shelf, linkStates }: { resource: ListedResource; shelf: Shelf; linkStates: LinkStates }) {
  return (
    <>
      <p>
        <ResourceLink resource={resource} shelf={shelf} linkStates={linkStates}>
          {resource.title}
        </ResourceLink>
      </p>
      <p className="font-ui text-meta text-ink-2">{new URL(resource.href).hostname.replace(/^www\./, '')}</p>
    </>
  )
}

function EmptyShelf({ first }: { first?: Topic }) {
  return (
    <div className="mt-10 grid max-w-list items-center gap-6 rounded-lg border-[1.5px] border-dashed border-edge p-7 desk:grid-cols-[auto_1fr]">
      <svg width="120" height="64" viewBox="0 0 120 64" fill="none" strokeWidth="1.6" aria-hidden="true" className="stroke-edge">
        <path d="M6 12h12v46H6zM22 4h9v54h-9zM35 18h14v40H35zM58 58l8-44 12 2-8 42zM0 59h120" />
      </svg>
      <div className="font-ui">
        <h2 className="text-[1.125rem] font-bold">Your shelf is empty.</h2>
        <p className="text-ink-2">The ribbon beside any tutorial puts it here.</p>
        {first && (
          <Link href={`/${first.slug}`} className="button mt-4">
            Start with {first.sidebartitle}
          </Link>
        )}
      </div>
    </div>
  )
}
