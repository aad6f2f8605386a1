import { answer } from '@/app/_answers/answer'
import { readEnv } from '@/lib/env'

export const dynamic = 'force-dynamic'

/** What is one reader's, a form, or made for one question. */
const closed = [
  '/api/',
  '/account',
  '/confirm-email',
  '/forgot-password',
  '/reset-password',
  '/resources?',
  '/search',
  '/shelf',
  '/sign-in',
  '/sign-up',
]

/** What programs that walk the web may ask for. */
export function GET(request: Request) {
  const text = [
    'User-agent: *',
    ...closed.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${readEnv().baseUrl}/sitemap.xml`,
    '',
  ].join('\n')
  return answer(request, text, 'text/plain; charset=utf-8')
}
