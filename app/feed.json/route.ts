import { answerFeed } from '@/app/_answers/answer-feed'

export const dynamic = 'force-dynamic'

/** What is new in the portal, as JSON Feed. */
export async function GET() {
  return answerFeed('feed.json')
}
