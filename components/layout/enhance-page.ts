import { copyHeadingLinks } from '@/components/content/copy-heading-link'
import { enlargeFigures } from '@/components/content/enlarge-figure'
import { foldSections } from '@/components/content/fold-sections'
import { stopAtScrollers } from '@/components/content/scrolling-stops'
import { followLinks } from './follow-links'
import { readyLateFonts } from './late-fonts'
import { markSection } from './mark-section'
import { prefetchOnIntent } from './prefetch-on-intent'

/** What goes to another page. */
interface Router {
  push: (address: string) => void
  prefetch: (address: string) => void
  leave: (pressed: HTMLElement | null) => void
}

/** Starts all that script adds to a page; the answer ends it. */
export function enhancePage({ push, prefetch, leave }: Router): () => void {
  const page = new AbortController()
  followLinks({ go: push, leave }, page.signal)
  markSection(page.signal)
  stopAtScrollers(page.signal)
  copyHeadingLinks(page.signal)
  enlargeFigures(page.signal)
  foldSections(page.signal)
  prefetchOnIntent(prefetch, page.signal)
  const useLateFonts = readyLateFonts()
  document.documentElement.dataset.script = 'all'
  return () => {
    page.abort()
    useLateFonts()
  }
}
