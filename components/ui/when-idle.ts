/**
 * Calls `act` once the page has loaded and the browser is idle; ignores its errors. Returns a function that cancels it;
 * a running `act` checks `isWanted`.
 */
export function whenIdle(act: (isWanted: () => boolean) => Promise<void>): () => void {
  let wanted = true
  const run = () => void (wanted && act(() => wanted).catch(() => {}))
  // Safari has no idle callback. Waits at most two seconds for an idle browser.
  const wait = () =>
    void ('requestIdleCallback' in globalThis ? requestIdleCallback(run, { timeout: 2000 }) : setTimeout(run))
  if (document.readyState === 'complete') wait()
  else addEventListener('load', wait, { once: true })
  return () => void (wanted = false)
}
