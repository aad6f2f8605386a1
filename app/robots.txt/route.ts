import { answer } from '@/app/_answers/answer'
import { closedPages, firstPart } from '@/lib/addresses'
import { toAddress } from '@/lib/base-path'
import { readEnv } from '@/lib/env'

export const dynamic = 'force-dynamic'

/** What is one reader's, a form, or made for one question: each with all below it. */
const closed = ['/api/', '/resources?', ...new Set(closedPages.map((page) => `/${firstPart(page)}`))]

/** What programs that walk the web may ask for. */
export function GET() {
  const text = [
    'User-agent: *',
    ...closed.map((path) => `Disallow: ${toAddress(path)}`),
    '',
    `Sitemap: ${readEnv().baseUrl}/sitemap.xml`,
    '',
  ].join('\n')
  return answer(text, 'text/plain; charset=utf-8')
}
