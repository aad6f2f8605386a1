import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { t } from '../../messages/generated/refusals'
import { runForRequest } from './current-request'
import { getLog } from './log'
import { getMetrics } from './metrics'
import { nameRoute } from './routes'

/** Requests that take this many milliseconds or more are logged as slow. */
const slow = 1000

const methods = new Set(['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'])

/**
 * Runs the handler of a request with an id, and records its metrics and a log line. Answers 500 if the
 * handler throws.
 */
export async function observeRequest(
  request: IncomingMessage,
  response: ServerResponse,
  run: () => Promise<void>,
): Promise<void> {
  const begun = performance.now()
  // Generated here: a client's id could be anything, including another request's.
  const observed = { id: randomUUID(), route: nameRoute(request.url) }
  const method = methods.has(request.method ?? '') ? request.method! : 'other'
  const metrics = getMetrics()
  metrics.requestsInFlight.inc()
  response.setHeader('X-Request-Id', observed.id)
  // Fires after the last byte, and if the client disconnects.
  response.once('close', () => {
    const milliseconds = performance.now() - begun
    const complete = response.writableFinished
    metrics.requestsInFlight.dec()
    metrics.requests.inc({
      method,
      route: observed.route,
      status: complete ? `${Math.floor(response.statusCode / 100)}xx` : 'aborted',
    })
    metrics.requestDuration.observe({ route: observed.route }, milliseconds / 1000)
    const failed = complete && response.statusCode >= 500
    const log = getLog()
    const level = failed ? 'error' : milliseconds >= slow ? 'warn' : 'debug'
    if (!log.isLevelEnabled(level)) return
    const line = {
      method,
      route: observed.route,
      status: response.statusCode,
      milliseconds: Math.round(milliseconds),
      ...(complete ? {} : { aborted: true }),
    }
    runForRequest(observed, () =>
      log[level](
        line,
        failed ? 'A request failed.' : level === 'warn' ? 'A request was slow.' : 'A request was answered.',
      ),
    )
  })
  await runForRequest(observed, async () => {
    try {
      await run()
    } catch (error) {
      getLog().error({ err: error }, 'The handler of a request failed.')
      if (response.headersSent) return void response.destroy()
      response
        .writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
        .end(t('failed'))
    }
  })
}
