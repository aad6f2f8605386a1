import { resourceAnchor } from '@/components/ui/resource-anchor'
import type { Continuation } from '@/lib/continuation'
import type { Resource } from '@/lib/content'

/** Of what is being read, so many are named. */
const mostNamed = 5

/** Where to go on: the next tutorial, and what is being read now. Nothing for who has neither. */
export function Continue({ continuation, reading }: { continuation?: Continuation; reading: Resource[] }) {
  const others = reading.filter(({ id }) => id !== continuation?.tutorial.id)
  if (!continuation && others.length === 0) return null
  return (
    <section aria-labelledby="continue" className="mt-8 max-w-measure border-y border-rule py-5">
      <h2 id="continue" className="font-ui text-ui font-bold">
        Continue
      </h2>
      {continuation && (
        <>
          {continuation.afterFinished && (
            <p className="mt-1 font-ui text-ui text-ink-2">
              You have read everything in {continuation.afterFinished.sidebartitle}. Next:{' '}
              {continuation.topic.sidebartitle}.
            </p>
          )}
          <p className="mt-2">
            <Tutorial resource={continuation.tutorial} slug={continuation.topic.slug} />
          </p>
          <p className="font-ui text-meta text-ink-2">{continuation.topic.sidebartitle}</p>
        </>
      )}
      {others.length > 0 && (
        <>
          <h3 className="mt-4 font-ui text-meta font-semibold text-ink-2">Being read</h3>
          <ul className="mt-1">
            {others.slice(0, mostNamed).map((resource) => (
              <li key={resource.id} className="mt-1">
                <Tutorial resource={resource} slug={resource.topics[0]?.slug ?? ''} />
              </li>
            ))}
          </ul>
          {others.length > mostNamed && (
            <p className="mt-2 font-ui text-meta">
              <a href="/shelf?progress=reading" className="link inline-block min-h-6">
                All {reading.length} being read
              </a>
            </p>
          )}
        </>
      )}
    </section>
  )
}

/** To where the tutorial stands on its topic's page, for its note and its controls are there. */
function Tutorial({ resource, slug }: { resource: Resource; slug: string }) {
  return (
    <a href={`/${slug}#${resourceAnchor(resource.id)}`} className="link inline-block min-h-6 font-ui font-[650]">
      {resource.title}
    </a>
  )
}
