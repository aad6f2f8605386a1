import { createHash, timingSafeEqual } from 'node:crypto'
import { readEnv } from '@/lib/env'
import { writeMetrics } from '@/lib/observing'

export const dynamic = 'force-dynamic'

/** Returns this process's metrics for Prometheus, if the operator set a token and the request has it. */
export async function GET(request: Request): Promise<Response> {
  const headers = new Headers({ 'Cache-Control': 'no-store', Vary: 'Authorization' })
  const { metricsToken } = readEnv()
  if (!metricsToken)
    return new Response('Metrics are off. Set METRICS_TOKEN to turn them on.', { status: 404, headers })
  if (!isSame(request.headers.get('authorization') ?? '', `Bearer ${metricsToken}`)) {
    headers.set('WWW-Authenticate', 'Bearer')
    return new Response('Send "Authorization: Bearer <METRICS_TOKEN>".', {
      status: 401,
      headers,
    })
  }
  const { text, type } = await writeMetrics()
  headers.set('Content-Type', type)
  return new Response(text, { headers })
}

/** Compares in constant time, whatever the lengths. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
