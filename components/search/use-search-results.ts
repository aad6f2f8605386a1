import { useEffect, useRef, useState } from 'react'
import type { SearchResponse } from '@/lib/responses/search-response'
import { explainFailure, fetchResults } from './fetch-results'

/** The latest results. */
export interface SearchState {
  /** The query of the results, perhaps an earlier one. */
  query: string
  answer: SearchResponse | null
  /** A message for the reader if there are no results. */
  error: string | null
}

/** How long after the last key a query is sent, in milliseconds. */
const fetchDelay = 100

/**
 * Fetches the results for a query: the first query at once, later ones after a pause in typing. Shows each answer unless
 * a later one is shown already, so that the first results don't wait for the end of the typing. Another `attempt` fetches
 * again.
 */
export function useSearchResults(query: string, attempt: number): SearchState {
  const [state, setState] = useState<SearchState>({ query: '', answer: null, error: null })
  const sent = useRef(0)
  const shown = useRef(0)

  useEffect(() => {
    if (!query) return
    const send = async () => {
      const number = ++sent.current
      try {
        const answer = await fetchResults(query)
        if (number < shown.current) return
        shown.current = number
        setState({ query, answer, error: null })
      } catch (error) {
        if (number === sent.current) setState({ query, answer: null, error: explainFailure(error) })
      }
    }
    if (sent.current === 0) return void send()
    const timer = setTimeout(send, fetchDelay)
    return () => clearTimeout(timer)
  }, [query, attempt])

  return query ? state : { query: '', answer: null, error: null }
}
