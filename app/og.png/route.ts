import { answerPicture } from '@/app/_answers/answer-picture'
import { describePortalPicture } from '@/app/_answers/link-pictures'
import { getPortal } from '@/lib/content'

export const dynamic = 'force-dynamic'

/** Returns the picture for link previews of the portal. */
export async function GET() {
  return answerPicture(describePortalPicture(await getPortal()))
}
