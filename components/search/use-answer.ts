import { useEffect, useState } from 'react'
import type { SearchResponse } from '@/lib/responses/search-response'
import { explainFailure, fetchResults } from './fetch-results'

/** What came of asking, and for what. */
export interface Asked {
  query: string
  /** The last that came, perhaps to an earlier query. */
  answer: SearchResponse | null
  /** Why there is none to this query, in words. */
  trouble: string | null
}

/** While somebody types on, only every so often is worth asking. */
const pause = 100

/**
 * Asks the server for a query: the first at once, later ones when typing pauses; what has become stale
 * is not waited for. `attempt` asks anew.
 */
export function useAnswer(query: string, attempt: number): Asked {
  const [asked, setAsked] = useState<Asked>({ query: '', answer: null, trouble: null })
  const first = asked.query === ''

  useEffect(() => {
    if (!query) return
    const stale = new AbortController()
    const timer = setTimeout(
      async () => {
        try {
          const answer = await fetchResults(query, stale.signal)
          if (!stale.signal.aborted) setAsked({ query, answer, trouble: null })
        } catch (error) {
          if (!stale.signal.aborted) setAsked({ query, answer: null, trouble: explainFailure(error) })
        }
      },
      first ? 0 : pause,
    )
    return () => {
      clearTimeout(timer)
      stale.abort()
    }
    // The first answer is no reason to ask again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [query, attempt])

  return query ? asked : { query: '', answer: null, trouble: null }
}
