'use client'

import { useEffect } from 'react'
import { useRouter } from 'next/navigation'
import { whenIdle } from './when-idle'

let first = true

/**
 * What script adds to a page that works without: once the page is there, and nobody waits for it. Stands
 * in the shell, which is made anew for each page.
 */
export function PageScript({ prefetches }: { prefetches: boolean }) {
  const router = useRouter()
  useEffect(() => {
    // The link that was followed went with the page it stood on, and the focus with it.
    if (!first && document.activeElement === document.body) {
      const place = document.getElementById(decodeURIComponent(location.hash.slice(1)))
      // A heading has its own link for that.
      ;(place?.querySelector('a') ?? place ?? document.getElementById('main'))?.focus({ preventScroll: true })
    }
    first = false
    document.querySelector('aside [aria-current]')?.scrollIntoView({ block: 'nearest' })
    let stop: (() => void) | undefined
    const cancel = whenIdle(async (isWanted) => {
      const { enhancePage } = await import('./enhance-page')
      if (isWanted()) stop = enhancePage(router, prefetches)
    })
    return () => {
      cancel()
      stop?.()
    }
  }, [prefetches, router])
  return null
}
