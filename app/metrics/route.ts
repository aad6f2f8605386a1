import { createHash, timingSafeEqual } from 'node:crypto'
import { readEnv } from '@/lib/env'
import { writeMetrics } from '@/lib/observing'

export const dynamic = 'force-dynamic'

/** What this process counts, for Prometheus, where the operator has set a token and it is shown. */
export async function GET(request: Request): Promise<Response> {
  const headers = new Headers({ 'Cache-Control': 'no-store', Vary: 'Authorization' })
  const { metricsToken } = readEnv()
  if (!metricsToken) return new Response('There are no metrics: METRICS_TOKEN is not set.', { status: 404, headers })
  if (!isSame(request.headers.get('authorization') ?? '', `Bearer ${metricsToken}`)) {
    headers.set('WWW-Authenticate', 'Bearer')
    return new Response('Metrics are given to who shows METRICS_TOKEN, as "Authorization: Bearer …".', {
      status: 401,
      headers,
    })
  }
  const { text, type } = await writeMetrics()
  headers.set('Content-Type', type)
  return new Response(text, { headers })
}

/** As long for a near miss as for any other, whatever the lengths. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
