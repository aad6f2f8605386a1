import { setTimeout as wait } from 'node:timers/promises'
import { onContentChange } from '../../lib/content'
import { getLog } from '../../lib/observing'
import { isPage } from './known-addresses'

/** How many recently used responses are looked at for pages after a content change, about three for each page. */
const recent = 300
/** Before the first page, so that requests for the changed pages go first, and after each page; in milliseconds. */
const pause = { before: 2000, after: 50 }

/**
 * Renders the home page now, and recently used pages after each content change. `listKeys` returns the keys of the
 * cache, the least recently used first.
 */
export function keepWarm(getPage: (address: string) => Promise<unknown>, listKeys: () => string[]): void {
  async function warm(addresses: string[]): Promise<void> {
    for (const address of addresses) {
      if (!(await isPage(address))) continue
      try {
        await getPage(address)
      } catch (error) {
        getLog().error({ err: error }, 'A page could not be rendered in advance; it will be rendered on request.')
      }
      await wait(pause.after, undefined, { ref: false })
    }
  }
  void warm(['/'])
  let due: ReturnType<typeof setTimeout> | undefined
  onContentChange(() => {
    clearTimeout(due)
    due = setTimeout(() => void warm(listKeys().reverse().slice(0, recent)), pause.before).unref()
  })
}
