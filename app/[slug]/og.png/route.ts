import { answerMissing } from '@/app/_answers/answer'
import { answerPicture } from '@/app/_answers/answer-picture'
import { describeTopicPicture } from '@/app/_answers/link-pictures'
import { getPortal } from '@/lib/content'

export const dynamic = 'force-dynamic'

interface Props {
  params: Promise<{ slug: string }>
}

/** The picture that links to a topic are shown with. */
export async function GET(request: Request, { params }: Props) {
  const portal = await getPortal()
  const topic = portal.topics.get((await params).slug)
  return topic
    ? answerPicture(request, describeTopicPicture(portal, topic))
    : answerMissing('There is no topic at this address, and so no picture of one.')
}

/** Without drawing it. */
export async function HEAD(request: Request, props: Props) {
  return GET(request, props)
}
