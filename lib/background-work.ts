import { removeExpired } from './account'
import { getPortal, onContentChange, type Portal } from './content'
import { emptyWal, getDatabase } from './db'
import { readEnv } from './env'
import { removeExpiredRateLimits } from './limits'
import { captureConsole, collectProcessMetrics, getLog } from './observing'
import { getSearchIndex } from './search'
import { recordPortal } from './record-portal'
import { removeUnusedGuests } from './shelf'

/** Now and then, as long as the server runs. */
const hour = 60 * 60 * 1000

/** How long after a change of the content the search is made ready, in milliseconds: pages come first. */
const untilIndexed = 5000

/** What a server does by itself: it records what the content lists, makes the search ready, and clears away what is out of date, each hour anew. */
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
  // One after the other: to index all of the content holds up what waits for the database.
  void clearAway().then(prepareSearch)
  setInterval(clearAway, hour).unref()
}

async function record(portal: Portal): Promise<void> {
  try {
    await recordPortal(portal)
  } catch (error) {
    getLog().error(
      { err: error },
      'What the content lists was not recorded. Trying again when it changes, or at the next start.',
    )
  }
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
  // In development the first search makes it.
  if (process.env.NODE_ENV === 'development') return
  try {
    await getSearchIndex(await getPortal())
  } catch (error) {
    getLog().error({ err: error }, 'The index for searching was not built; the first search tries again.')
  }
}
