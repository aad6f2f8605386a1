import type { Instrumentation } from 'next'

// What Next calls when a server starts, and when an answer failed. It makes this file for its edge runtime too, where
// nothing of the portal runs: what stands within these conditions is left out there.

/** Begins the work that no request asks for. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { beginBackgroundWork } = await import('./lib/background-work')
    await beginBackgroundWork()
  }
}

/** Logs an error that kept a page or a route from answering. */
export const onRequestError: Instrumentation.onRequestError = async (error, _request, { routePath }) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { logRequestError } = await import('./lib/observing')
    logRequestError(error, routePath)
  }
}
