import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { runForRequest } from './current-request'
import { getLog } from './log'
import { getMetrics } from './metrics'
import { nameRoute } from './routes'

/** From how many milliseconds on a request is worth a line of its own. */
const slow = 1000

const methods = new Set(['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'])

/**
 * Answers a request by `run` and takes note of it: an id for the log and the answer, the metrics, and a
 * line in the log. A handler that fails is answered for, with 500.
 */
export async function observeRequest(
  request: IncomingMessage,
  response: ServerResponse,
  run: () => Promise<void>,
): Promise<void> {
  const begun = performance.now()
  // Of nobody's but our own making: an id from outside could be another's, or hold anything.
  const observed = { id: randomUUID(), route: nameRoute(request.url) }
  const method = methods.has(request.method ?? '') ? request.method! : 'other'
  const metrics = getMetrics()
  metrics.requestsInFlight.inc()
  response.setHeader('X-Request-Id', observed.id)
  // Comes after the last byte as well as when the other side hangs up.
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
        .end('Something broke on our side.')
    }
  })
}
