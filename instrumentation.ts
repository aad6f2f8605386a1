import type { Instrumentation } from 'next'

// Next calls these at a server's start and after a failed request. It also bundles this file for its edge runtime,
// where the conditions remove all code of the portal.

/** Starts the background work. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { beginBackgroundWork } = await import('./lib/background-work')
    await beginBackgroundWork()
  }
}

/** Logs an error that made a page or a route fail. */
export const onRequestError: Instrumentation.onRequestError = async (error, _request, { routePath }) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { logRequestError } = await import('./lib/observing')
    logRequestError(error, routePath)
  }
}
