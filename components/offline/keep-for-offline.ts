import { toAddress } from '@/lib/base-path'

/** The path of the service worker, in a folder that script policies allow. A header extends its scope to the portal. */
export const workerAddress = '/_page/service-worker.js'

/**
 * Registers the service worker and tells it which page was opened, so that it stores a copy for use offline. Does
 * nothing in a browser without service workers or storage.
 */
export async function keepForOffline(pathname: string): Promise<void> {
  if (process.env.NODE_ENV !== 'production' || !('serviceWorker' in navigator)) return
  try {
    await navigator.serviceWorker.register(toAddress(workerAddress), { scope: toAddress('/') })
    const { active } = await navigator.serviceWorker.ready
    active?.postMessage({ opened: pathname })
  } catch {}
}
