import { answerMissing } from '@/app/_answers/answer'
import { answerPicture } from '@/app/_answers/answer-picture'
import { describeTopicPicture } from '@/app/_answers/link-pictures'
import { getPortal } from '@/lib/content'

export const dynamic = 'force-dynamic'

interface Props {
  params: Promise<{ slug: string }>
}

/** Returns the picture for link previews of a topic. */
export async function GET(_request: Request, { params }: Props) {
  const portal = await getPortal()
  const topic = portal.topics.get((await params).slug)
  return topic
    ? answerPicture(describeTopicPicture(portal, topic))
    : answerMissing('There is no topic at this address.')
}
