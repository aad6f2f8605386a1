import { getPortal } from '@/lib/content'
import { getMetrics } from '@/lib/observing'
import type { SearchResponse } from '@/lib/responses/search-response'
import { getSearchIndex, parseQuery, search } from '@/lib/search'
import { findSuggestAddress } from '../suggest-address'

/** As much as is read in a dialog; the page /search has the rest. */
const part = { most: 6, sections: 2 }

/** What the portal has on `q`, as JSON: the same for everyone, so that any cache may keep it for a while. */
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
