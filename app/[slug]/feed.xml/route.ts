import { answerFeed } from '@/app/_answers/answer-feed'

export const dynamic = 'force-dynamic'

/** Returns the feed of a chapter as Atom. */
export async function GET(_request: Request, { params }: { params: Promise<{ slug: string }> }) {
  return answerFeed('feed.xml', (await params).slug)
}
