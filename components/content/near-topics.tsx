'use client'

import { useEffect, useState } from 'react'
import { SearchForm } from '@/components/search/search-form'
import { readAddressWords } from '@/lib/address-words'
import { toAddress } from '@/lib/base-path'
import type { NearTopic } from '@/lib/responses/near-topics'
import { fetchNearTopics } from './fetch-near-topics'

/**
 * The topics that someone who mistyped an address may have meant, and a search for its words. The page around it is the
 * same for all such addresses; so they are asked for once the browser, which knows the address, shows it.
 */
export function NearTopics() {
  const [topics, setTopics] = useState<NearTopic[]>([])
  const [words, setWords] = useState('')
  useEffect(() => {
    const given = new AbortController()
    void fetchNearTopics(location.pathname, given.signal).then((near) => {
      if (given.signal.aborted) return
      setTopics(near)
      setWords((former) => former || readAddressWords(location.pathname))
    })
    return () => given.abort()
  }, [])
  return (
    <>
      <p role="status" className="mt-6 empty:hidden">
        {topics.length > 0 && 'Did you mean '}
        {topics.map(({ slug, title }, index) => (
          <span key={slug}>
            {index > 0 && ' or '}
            {/* A plain link: the page that comes has another layout. */}
            <a href={toAddress(`/${slug}`)} className="link font-bold">
              {title}
            </a>
          </span>
        ))}
        {topics.length > 0 && '?'}
      </p>
      <SearchForm query={words} />
    </>
  )
}
