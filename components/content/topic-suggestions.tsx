'use client'

import { useEffect, useState } from 'react'
import { SearchForm } from '@/components/search/search-form'
import { richText } from '@/components/ui/rich-text'
import { readAddressWords } from '@/lib/address-words'
import { toAddress, toPath } from '@/lib/base-path'
import { getLocale } from '@/lib/messages'
import type { Suggestion } from '@/lib/responses/suggestions'
import { t } from '@/messages/generated/content'
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
        {topics.length > 0 && richText(t.rich('didYouMean', { topics: () => <Alternatives topics={topics} /> }))}
      </p>
      <SearchForm query={words} />
    </>
  )
}

/** Links to topics, joined as the language does: "A or B". */
function Alternatives({ topics }: { topics: Suggestion[] }) {
  const list = new Intl.ListFormat(getLocale(), { type: 'disjunction' })
  let next = 0
  return list.formatToParts(topics.map(({ title }) => title)).map(({ type, value }, index) =>
    type === 'literal' ? (
      value
    ) : (
      // A plain link: the next page has another layout.
      <a key={index} href={toAddress(`/${topics[next++]!.slug}`)} className="link font-bold">
        {value}
      </a>
    ),
  )
}
