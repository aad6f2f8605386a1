import { answerPicture } from '@/app/_answers/answer-picture'
import { describePortalPicture } from '@/app/_answers/link-pictures'
import { getPortal } from '@/lib/content'

export const dynamic = 'force-dynamic'

/** The picture that links to the portal are shown with. */
export async function GET(request: Request) {
  return answerPicture(request, describePortalPicture(await getPortal()))
}

/** Without drawing it. */
export async function HEAD(request: Request) {
  return GET(request)
}
