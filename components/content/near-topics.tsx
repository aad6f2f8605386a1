'use client'

import { useEffect, useState } from 'react'
import type { NearTopic } from '@/lib/responses/near-topics'
import { fetchNearTopics } from './fetch-near-topics'

/**
 * The topics that someone who mistyped an address may have meant. The page around it is the same for
 * all such addresses; so they are asked for once the browser, which knows the address, shows it.
 */
export function NearTopics() {
  const [topics, setTopics] = useState<NearTopic[]>([])
  useEffect(() => {
    const given = new AbortController()
    void fetchNearTopics(location.pathname, given.signal).then((near) => given.signal.aborted || setTopics(near))
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
