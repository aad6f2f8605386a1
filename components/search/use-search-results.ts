import { useEffect, useState } from 'react'
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
 * Fetches the results for a query: the first query at once, later ones after a pause in typing. Aborts stale requests.
 * Another `attempt` fetches again.
 */
export function useSearchResults(query: string, attempt: number): SearchState {
  const [state, setState] = useState<SearchState>({ query: '', answer: null, error: null })
  const isFirst = state.query === ''

  useEffect(() => {
    if (!query) return
    const stale = new AbortController()
    const timer = setTimeout(
      async () => {
        try {
          const answer = await fetchResults(query, stale.signal)
          if (!stale.signal.aborted) setState({ query, answer, error: null })
        } catch (error) {
          if (!stale.signal.aborted) setState({ query, answer: null, error: explainFailure(error) })
        }
      },
      isFirst ? 0 : fetchDelay,
    )
    return () => {
      clearTimeout(timer)
      stale.abort()
    }
    // The first results must not start another request.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [query, attempt])

  return query ? state : { query: '', answer: null, error: null }
}
