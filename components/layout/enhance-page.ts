import { copyHeadingLinks } from '@/components/content/copy-heading-link'
import { enlargeFigures } from '@/components/content/enlarge-figure'
import { stopAtScrollers } from '@/components/content/scrolling-stops'
import { markSection } from './mark-section'
import { prefetchOnIntent } from './prefetch-on-intent'

export { ThemeChooser } from './theme-chooser'

/** Starts all that script adds to a page; the answer ends it. */
export function enhancePage(prefetch?: (address: string) => void): () => void {
  const page = new AbortController()
  markSection(page.signal)
  stopAtScrollers(page.signal)
  copyHeadingLinks(page.signal)
  enlargeFigures(page.signal)
  if (prefetch) prefetchOnIntent(prefetch, page.signal)
  return () => page.abort()
}
