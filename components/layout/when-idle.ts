/**
 * Does what nobody waits for, once the page has loaded and the browser is idle. The answer calls it off;
 * what is on its way by then asks `isWanted`. Where it can't be fetched, the page goes without.
 */
export function whenIdle(act: (isWanted: () => boolean) => Promise<void>): () => void {
  let wanted = true
  const run = () => void (wanted && act(() => wanted).catch(() => {}))
  // Safari has no idle callback. A browser that is never idle is not waited for.
  const wait = () =>
    void ('requestIdleCallback' in globalThis ? requestIdleCallback(run, { timeout: 2000 }) : setTimeout(run))
  if (document.readyState === 'complete') wait()
  else addEventListener('load', wait, { once: true })
  return () => void (wanted = false)
}
