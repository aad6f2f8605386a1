import { readJson } from '@/lib/responses/json'
import { parseSearchResponse, type SearchResponse } from '@/lib/responses/search-response'
import { answerAddress } from './answer-address'

const patience = 10_000

/** The server answered, but not with results. */
class SearchFailedError extends Error {
  override name = 'SearchFailedError'
}

/** Asks the server for what a query finds, until `stale` says that nobody waits for it. */
export async function fetchResults(query: string, stale: AbortSignal): Promise<SearchResponse> {
  const response = await fetch(answerAddress(query), {
    signal: AbortSignal.any([stale, AbortSignal.timeout(patience)]),
  })
  const results = response.ok ? parseSearchResponse(await readJson(response)) : null
  if (!results) throw new SearchFailedError()
  return results
}

/** Explains to the reader why there are no results. */
export function explainFailure(error: unknown): string {
  return error instanceof SearchFailedError
    ? 'The server can’t search just now.'
    : 'The server can’t be reached; you may be offline.'
}
