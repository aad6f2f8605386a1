'use client'

import { useEffect, useEffectEvent } from 'react'
import { useRouter } from 'next/navigation'
import { getPageLoader } from '@/components/ui/page-loader'
import { keepForOffline } from '@/components/offline/keep-for-offline'
import { whenIdle } from './when-idle'

let first = true

/** Pages are made on request: by itself Next would fetch nothing of them but their names. */
const wholePage = { kind: 'full' } as unknown as Parameters<ReturnType<typeof useRouter>['prefetch']>[1]

/**
 * What script adds to a page that works without: once the page is there, and nobody waits for it. Stands
 * in the shell, which is made anew for each page.
 */
export function PageScript({ prefetches }: { prefetches: boolean }) {
  const router = useRouter()
  // Who marks something and becomes a guest stays on this page: nothing of it begins anew.
  const prefetch = useEffectEvent((address: string) => void (prefetches && router.prefetch(address, wholePage)))
  useEffect(() => {
    // The link that was followed went with the page it stood on, and the focus with it.
    if (!first && document.activeElement === document.body) {
      const place = document.getElementById(decodeURIComponent(location.hash.slice(1)))
      // A heading has its own link for that.
      ;(place?.querySelector('a') ?? place ?? document.getElementById('main'))?.focus({ preventScroll: true })
    }
    first = false
    getPageLoader()?.ready()
    void keepForOffline(location.pathname)
    document.querySelector('aside [aria-current]')?.scrollIntoView({ block: 'nearest' })
    let stop: (() => void) | undefined
    const cancel = whenIdle(async (isWanted) => {
      const { enhancePage } = await import('./enhance-page')
      if (isWanted()) stop = enhancePage({ push: router.push, prefetch: (address) => prefetch(address) })
    })
    return () => {
      cancel()
      stop?.()
    }
  }, [router])
  return null
}
