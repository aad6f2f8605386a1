'use client'

import { useEffect, useState } from 'react'

/** A topic whose address resembles one that leads nowhere. */
export interface NearTopic {
  slug: string
  title: string
}

/**
 * The topics that someone who mistyped an address may have meant. The page around it is the same for
 * all such addresses; so they are asked for once the browser, which knows the address, shows it.
 */
export function NearTopics() {
  const [topics, setTopics] = useState<NearTopic[]>([])
  useEffect(() => {
    const given = new AbortController()
    fetch(`/api/near-topics?${new URLSearchParams({ address: location.pathname })}`, { signal: given.signal })
      .then(async (response) => response.ok && setTopics((await response.json()) as NearTopic[]))
      // Without them the page is what it was.
      .catch(() => undefined)
    return () => given.abort()
  }, [])
  return (
    <p role="status" className="mt-6 empty:hidden">
      {topics.length > 0 && 'Did you mean '}
      {topics.map(({ slug, title }, index) => (
        <span key={slug}>
          {index > 0 && ' or '}
          {/* A plain link: the page that comes has another layout. */}
          <a href={`/${slug}`} className="link font-bold">
            {title}
          </a>
        </span>
      ))}
      {topics.length > 0 && '?'}
    </p>
  )
}
