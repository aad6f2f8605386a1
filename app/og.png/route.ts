import { answerPicture } from '@/app/_answers/answer-picture'
import { describePortalPicture } from '@/app/_answers/link-pictures'
import { getPortal } from '@/lib/content'

export const dynamic = 'force-dynamic'

/** The picture that links to the portal are shown with. */
export async function GET() {
  return answerPicture(describePortalPicture(await getPortal()))
}
