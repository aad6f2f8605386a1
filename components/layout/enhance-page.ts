import { copyHeadingLinks } from '@/components/content/copy-heading-link'
import { enlargeFigures } from '@/components/content/enlarge-figure'
import { makeScrollersFocusable } from '@/components/content/focusable-scrollers'
import { foldSections } from '@/components/content/fold-sections'
import { followLinks } from './follow-links'
import { highlightSection } from './highlight-section'
import { loadOptionalFonts } from './optional-fonts'
import { prefetchOnIntent } from './prefetch-on-intent'

/** What a page needs to go to another. */
interface Router {
  push: (address: string) => void
  prefetch: (address: string) => void
}

/** Adds all enhancements to a page. Returns a function that removes them. */
export function enhancePage({ push, prefetch }: Router): () => void {
  const page = new AbortController()
  followLinks(push, page.signal)
  highlightSection(page.signal)
  makeScrollersFocusable(page.signal)
  copyHeadingLinks(page.signal)
  enlargeFigures(page.signal)
  foldSections(page.signal)
  prefetchOnIntent(prefetch, page.signal)
  const applyFonts = loadOptionalFonts()
  document.documentElement.dataset.script = 'all'
  return () => {
    page.abort()
    applyFonts()
  }
}
