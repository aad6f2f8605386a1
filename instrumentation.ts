import type { Instrumentation } from 'next'

/** Now and then, as long as the server runs. */
const hour = 60 * 60 * 1000

/** What Next calls once when a server starts: begins the work that no request asks for. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { captureConsole, collectProcessMetrics, getLog } = await import('./lib/observing')
  if (process.env.NODE_ENV === 'production') captureConsole()
  const { readEnv } = await import('./lib/env')
  if (readEnv().metricsToken) collectProcessMetrics()
  const [{ removeUnusedGuests }, { removeOldTurns }, { removeOldChallenges }] = await Promise.all([import('./lib/shelf'), import('./lib/limits'), import('./lib/account')])
  const clearAway = async () => {
    try {
      const removed = await removeUnusedGuests()
      if (removed) getLog().info({ removed }, 'Guests who can’t come back were removed.')
      await removeOldTurns()
      await removeOldChallenges()
    } catch (error) {
      getLog().error({ err: error }, 'Guests who can’t come back were not removed; it is tried again within the hour.')
    }
  }
  // One after the other: reading all of the content holds up what waits for the database.
  void clearAway().then(prepareSearch)
  setInterval(clearAway, hour).unref()
}

/** Builds the index, so that the first who searches need not wait for it. */
async function prepareSearch(): Promise<void> {
  // In development content is read, and indexed, at each request.
  if (process.env.NODE_ENV === 'development') return
  try {
    const [{ getPortal }, { getSearchIndex }] = await Promise.all([import('./lib/content'), import('./lib/search')])
    await getSearchIndex(await getPortal())
  } catch (error) {
    const { getLog } = await import('./lib/observing')
    getLog().error({ err: error }, 'The index for searching was not built; the first search tries again.')
  }
}

/** What Next calls with an error that kept a page or a route from answering. */
export const onRequestError: Instrumentation.onRequestError = async (error, _request, { routePath }) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { logRequestError } = await import('./lib/observing')
  logRequestError(error, routePath)
}
