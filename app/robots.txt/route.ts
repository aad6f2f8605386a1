import { answer } from '@/app/_answers/answer'
import { closedPages, firstPart } from '@/lib/addresses'
import { toAddress } from '@/lib/base-path'
import { readEnv } from '@/lib/env'

export const dynamic = 'force-dynamic'

/** Pages of one reader, forms and query results, with everything below them. */
const closed = ['/api/', '/resources?', ...new Set(closedPages.map((page) => `/${firstPart(page)}`))]

/** Returns `robots.txt`. */
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
