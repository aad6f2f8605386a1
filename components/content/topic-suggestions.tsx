'use client'

import { useEffect, useState } from 'react'
import { SearchForm } from '@/components/search/search-form'
import { readAddressWords } from '@/lib/address-words'
import { toAddress, toPath } from '@/lib/base-path'
import type { Suggestion } from '@/lib/responses/suggestions'
import { fetchSuggestions } from './fetch-suggestions'

/**
 * Suggests topics for a mistyped address, with a search for its words. Fetches them in the browser, since the page is
 * the same for all unknown addresses.
 */
export function TopicSuggestions() {
  const [topics, setTopics] = useState<Suggestion[]>([])
  const [words, setWords] = useState('')
  useEffect(() => {
    const request = new AbortController()
    const path = toPath(location.pathname) ?? ''
    void fetchSuggestions(path, request.signal).then((suggestions) => {
      if (request.signal.aborted) return
      setTopics(suggestions)
      setWords((former) => former || readAddressWords(path))
    })
    return () => request.abort()
  }, [])
  return (
    <>
      <p role="status" className="mt-6 empty:hidden">
        {topics.length > 0 && 'Did you mean '}
        {topics.map(({ slug, title }, index) => (
          <span key={slug}>
            {index > 0 && ' or '}
            {/* A plain link: the next page has another layout. */}
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
