import { setTimeout as wait } from 'node:timers/promises'
import { onContentChange } from '../../lib/content'
import { getLog } from '../../lib/observing'
import { isPage, mayBePage } from './known-addresses'

/** How many recently used pages are rendered again after a content change, and the delay in milliseconds. */
const warmed = { pages: 100, after: 2000 }

/**
 * Renders the home page now, and recently used pages after each content change. Pauses while a request is being
 * answered. `listKeys` returns the keys of the cache, the least recently used first.
 */
export function keepWarm(
  getPage: (address: string) => Promise<unknown>,
  listKeys: () => string[],
  isBusy: () => boolean,
): void {
  async function warm(addresses: string[]): Promise<void> {
    for (const address of addresses) {
      while (isBusy()) await wait(20, undefined, { ref: false })
      try {
        if (await isPage(address)) await getPage(address)
      } catch (error) {
        getLog().error({ err: error }, 'A page could not be rendered in advance; it will be rendered on request.')
      }
    }
  }
  void warm(['/'])
  let due: ReturnType<typeof setTimeout> | undefined
  // The delay lets requests for the changed pages go first.
  onContentChange(() => {
    clearTimeout(due)
    due = setTimeout(() => void warm(listKeys().filter(mayBePage).slice(-warmed.pages).reverse()), warmed.after).unref()
  })
}
