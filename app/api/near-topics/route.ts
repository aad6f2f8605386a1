import { getPortal } from '@/lib/content'
import { findNearTopics } from '@/lib/near-topics'
import type { NearTopic } from '@/lib/responses/near-topics'

export const dynamic = 'force-dynamic'

/** The topics that an address which leads nowhere may have meant. */
export async function GET(request: Request) {
  const address = new URL(request.url).searchParams.get('address') ?? ''
  const near = findNearTopics(await getPortal(), address)
  return Response.json(
    near.map(({ slug, sidebartitle }): NearTopic => ({ slug, title: sidebartitle })),
    { headers: { 'Cache-Control': 'public, max-age=3600' } },
  )
}
