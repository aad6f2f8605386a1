import { answerFeed } from '@/app/_answers/answer-feed'

export const dynamic = 'force-dynamic'

/** Returns the feed of a chapter as JSON Feed. */
export async function GET(_request: Request, { params }: { params: Promise<{ slug: string }> }) {
  return answerFeed('feed.json', (await params).slug)
}
