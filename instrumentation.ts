/** Now and then, as long as the server runs. */
const hour = 60 * 60 * 1000

/** What Next calls once when a server starts: begins the work that no request asks for. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { removeUnusedGuests } = await import('./lib/shelf')
  const clearAway = async () => {
    try {
      const removed = await removeUnusedGuests()
      if (removed) console.log(`Removed ${removed} guests who can’t come back.`)
    } catch (error) {
      console.error('Guests who can’t come back were not removed; it is tried again within the hour:', error)
    }
  }
  void clearAway()
  setInterval(clearAway, hour).unref()
}
