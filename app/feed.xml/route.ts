import { answerFeed } from '@/app/_answers/answer-feed'

export const dynamic = 'force-dynamic'

/** What is new in the portal, as Atom. */
export async function GET() {
  return answerFeed('feed.xml')
}
