import { answerFeed } from '@/app/_answers/answer-feed'

export const dynamic = 'force-dynamic'

/** Returns the feed of the portal as JSON Feed. */
export async function GET() {
  return answerFeed('feed.json')
}
