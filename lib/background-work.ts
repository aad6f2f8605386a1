import { removeExpired } from './account'
import { getPortal, onContentChange, type Portal } from './content'
import { emptyWal, getDatabase } from './db'
import { readEnv } from './env'
import { removeExpiredRateLimits } from './rate-limit'
import { captureConsole, collectProcessMetrics, getLog } from './observing'
import { getSearchIndex } from './search'
import { recordPortal } from './record-portal'
import { removeUnusedGuests } from './shelf'

/** The interval between two clean-ups, in milliseconds. */
const hour = 60 * 60 * 1000

/** The delay before indexing changed content, in milliseconds, so that pages are served first. */
const untilIndexed = 5000

/** Starts the background work of a server: recording the content, building the search index, and hourly clean-ups. */
export async function beginBackgroundWork(): Promise<void> {
  if (process.env.NODE_ENV === 'production') captureConsole()
  if (readEnv().metricsToken) collectProcessMetrics()
  let due: ReturnType<typeof setTimeout> | undefined
  onContentChange((portal) => {
    void record(portal)
    clearTimeout(due)
    due = setTimeout(prepareSearch, untilIndexed).unref()
  })
  await record(await getPortal())
  // One after the other: building the index blocks the event loop and thus delays the database.
  void clearAway().then(prepareSearch)
  setInterval(clearAway, hour).unref()
}

async function record(portal: Portal): Promise<void> {
  try {
    await recordPortal(portal)
  } catch (error) {
    getLog().error(
      { err: error },
      'The content could not be recorded in the database. Trying again when it changes, or at the next start.',
    )
  }
}

/** Removes guests who can't return and all expired rows. Logs errors; the next clean-up tries again. */
export async function clearAway(): Promise<void> {
  try {
    const removed = await removeUnusedGuests()
    if (removed) getLog().info({ removed }, 'Guests who can’t come back were removed.')
    await Promise.all([removeExpiredRateLimits(), removeExpired()])
    await emptyWal(getDatabase())
  } catch (error) {
    getLog().error(
      { err: error },
      'Expired guests, sessions and links could not be removed. Trying again within the hour.',
    )
  }
}

/** Builds the search index, so that the first search need not wait for it. */
async function prepareSearch(): Promise<void> {
  // In development, the first search builds it.
  if (process.env.NODE_ENV === 'development') return
  try {
    await getSearchIndex(await getPortal())
  } catch (error) {
    getLog().error({ err: error }, 'The search index could not be built. The first search tries again.')
  }
}
