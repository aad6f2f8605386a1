'use client'

import { useEffect, useEffectEvent, useTransition } from 'react'
import { useRouter } from 'next/navigation'
import { getPageLoader } from '@/components/ui/get-page-loader'
import { whenIdle } from '@/components/ui/when-idle'
import { keepForOffline } from '@/components/offline/keep-for-offline'
import { PendingBar } from './pending-bar'

let first = true

/** Makes Next prefetch a dynamic page in full. */
const wholePage = { kind: 'full' } as unknown as Parameters<ReturnType<typeof useRouter>['prefetch']>[1]

/**
 * Enhances a page once the browser is idle; the page works without. Part of the shell, so it runs for each page.
 */
export function PageScript({ prefetches }: { prefetches: boolean }) {
  const router = useRouter()
  const [isPending, startNavigation] = useTransition()
  const push = useEffectEvent((address: string) => startNavigation(() => router.push(address)))
  // An effect event, so that the effect below does not run again when a first mark makes the viewer a guest.
  const prefetch = useEffectEvent((address: string) => void (prefetches && router.prefetch(address, wholePage)))
  useEffect(() => {
    // The previous page took the focus away with it.
    if (!first && document.activeElement === document.body) {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
      // A heading's own link can take the focus.
      ;(target?.querySelector('a') ?? target ?? document.getElementById('main'))?.focus({ preventScroll: true })
    }
    first = false
    getPageLoader()?.ready()
    void keepForOffline(location.pathname)
    document.querySelector('aside [aria-current]')?.scrollIntoView({ block: 'nearest' })
    let stop: (() => void) | undefined
    const cancel = whenIdle(async (isWanted) => {
      const { enhancePage } = await import('./enhance-page')
      if (isWanted())
        stop = enhancePage({
          push: (address) => push(address),
          prefetch: (address) => prefetch(address),
        })
    })
    return () => {
      cancel()
      stop?.()
    }
  }, [router])
  return isPending && <PendingBar />
}
