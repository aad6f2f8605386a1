import { removeExpired } from './account'
import { getPortal } from './content'
import { emptyWal, getDatabase } from './db'
import { readEnv } from './env'
import { removeExpiredRateLimits } from './limits'
import { captureConsole, collectProcessMetrics, getLog } from './observing'
import { getSearchIndex } from './search'
import { removeUnusedGuests } from './shelf'

/** Now and then, as long as the server runs. */
const hour = 60 * 60 * 1000

/** What a server does by itself: it clears away what is out of date, each hour anew, and makes the search ready. */
export function beginBackgroundWork(): void {
  if (process.env.NODE_ENV === 'production') captureConsole()
  if (readEnv().metricsToken) collectProcessMetrics()
  // One after the other: reading all of the content holds up what waits for the database.
  void clearAway().then(prepareSearch)
  setInterval(clearAway, hour).unref()
}

/** Removes guests who can't come back, and every row whose time is over. What fails is logged, and tried again within the hour. */
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

/** Builds the index, so that the first who searches need not wait for it. */
async function prepareSearch(): Promise<void> {
  // In development content is read, and indexed, at each request.
  if (process.env.NODE_ENV === 'development') return
  try {
    await getSearchIndex(await getPortal())
  } catch (error) {
    getLog().error({ err: error }, 'The index for searching was not built; the first search tries again.')
  }
}
