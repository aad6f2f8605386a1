import { getPortal } from '@/lib/content'
import { suggestTopics } from '@/lib/near-topics'
import type { NearTopic } from '@/lib/responses/near-topics'
import { getSearchIndex } from '@/lib/search'

export const dynamic = 'force-dynamic'

/** Returns topics with addresses like an unknown one. */
export async function GET(request: Request) {
  const address = new URL(request.url).searchParams.get('address') ?? ''
  const near: NearTopic[] = suggestTopics(await getSearchIndex(await getPortal()), address)
  return Response.json(near, { headers: { 'Cache-Control': 'public, max-age=3600' } })
}
