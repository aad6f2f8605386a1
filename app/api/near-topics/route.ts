import { getPortal } from '@/lib/content'
import { suggestTopics } from '@/lib/suggest-topics'
import type { Suggestion } from '@/lib/responses/suggestions'
import { getSearchIndex } from '@/lib/search'

export const dynamic = 'force-dynamic'

/** Returns topics with addresses like an unknown one. */
export async function GET(request: Request) {
  const address = new URL(request.url).searchParams.get('address') ?? ''
  const near: Suggestion[] = suggestTopics(await getSearchIndex(await getPortal()), address)
  return Response.json(near, { headers: { 'Cache-Control': 'public, max-age=3600' } })
}
