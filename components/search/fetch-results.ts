import { readJson } from '@/lib/responses/json'
import { parseSearchResponse, type SearchResponse } from '@/lib/responses/search-response'
import { t as common } from '@/messages/generated/common'
import { t } from '@/messages/generated/search'
import { resultsAddress } from './results-address'

/** In milliseconds. */
const timeout = 10_000

/** The server answered without results. */
class SearchFailedError extends Error {
  override name = 'SearchFailedError'
}

/** Fetches the results for a query. Throws SearchFailedError if the server has none. */
export async function fetchResults(query: string): Promise<SearchResponse> {
  const response = await fetch(resultsAddress(query), { signal: AbortSignal.timeout(timeout) })
  const results = response.ok ? parseSearchResponse(await readJson(response)) : null
  if (!results) throw new SearchFailedError()
  return results
}

/** Returns a message for the reader about an error of `fetchResults`. */
export function explainFailure(error: unknown): string {
  return error instanceof SearchFailedError ? t('failed') : common('unreachable')
}
