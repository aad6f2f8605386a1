import { answer } from '@/app/_answers/answer'
import { getPortal } from '@/lib/content'
import { readEnv } from '@/lib/env'
import { getHistory } from '@/lib/history'
import { writeSitemap } from '@/lib/publishing'

export const dynamic = 'force-dynamic'

/** Returns the sitemap of all public pages. */
export async function GET() {
  const { history } = await getHistory()
  return answer(writeSitemap(await getPortal(), history, readEnv().baseUrl), 'application/xml; charset=utf-8')
}
