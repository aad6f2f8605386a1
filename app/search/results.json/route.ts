import { getPortal } from '@/lib/content'
import { getMetrics } from '@/lib/observing'
import type { SearchResponse } from '@/lib/responses/search-response'
import { getSearchIndex, parseQuery, search } from '@/lib/search'
import { findSuggestAddress } from '../suggest-address'

/** The number of results that the dialog shows; the search page has the rest. */
const part = { most: 6, sections: 2 }

/** Returns the results for the query `q` as JSON, the same for everyone and cacheable. */
export async function GET(request: Request): Promise<Response> {
  const index = await getSearchIndex(await getPortal())
  const headers = { ETag: `"${index.digest}"`, 'Cache-Control': 'public, max-age=300' }
  if (request.headers.get('if-none-match')?.includes(headers.ETag)) return new Response(null, { status: 304, headers })
  const query = parseQuery(new URL(request.url).searchParams.get('q'))
  const answer = search(index, query, part)
  if (query)
    getMetrics().searches.inc({ place: 'dialog', outcome: answer.nearness === 'nothing' ? 'nothing' : 'found' })
  return Response.json({ ...answer, suggestAt: await findSuggestAddress(answer) } satisfies SearchResponse, { headers })
}
