'use client'

import { useEffect, useEffectEvent, useState, useTransition } from 'react'
import { useRouter } from 'next/navigation'
import { getPageLoader } from '@/components/ui/page-loader'
import { PendingBar } from './pending-bar'
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
  const [isPending, startNavigation] = useTransition()
  const push = useEffectEvent((address: string) => startNavigation(() => router.push(address)))
  /** The button of a form that the browser is sending. */
  const [sent, setSent] = useState<HTMLElement | null | false>(false)
  useEffect(() => {
    if (sent === false) return
    sent?.setAttribute('aria-busy', 'true')
    // The browser shows this very page again on the way back.
    const end = () => setSent(false)
    addEventListener('pagehide', end)
    return () => {
      sent?.removeAttribute('aria-busy')
      removeEventListener('pagehide', end)
    }
  }, [sent])
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
    document.querySelector('aside [aria-current]')?.scrollIntoView({ block: 'nearest' })
    let stop: (() => void) | undefined
    const cancel = whenIdle(async (isWanted) => {
      const { enhancePage } = await import('./enhance-page')
      if (isWanted())
        stop = enhancePage({
          push: (address) => push(address),
          prefetch: (address) => prefetch(address),
          leave: setSent,
        })
    })
    return () => {
      cancel()
      stop?.()
    }
  }, [router])
  return (isPending || sent !== false) && <PendingBar />
}
