const patience = 10_000

/**
 * Puts the focus on the place that an address names, as soon as the page that has it is there: from a
 * result, the next key goes on from where that led. Next itself only scrolls.
 */
export function focusPlace(address: string): void {
  const { pathname, hash } = new URL(address, location.href)
  if (!hash || focusNow()) return
  const observer = new MutationObserver(() => focusNow() && observer.disconnect())
  observer.observe(document.body, { childList: true, subtree: true })
  setTimeout(() => observer.disconnect(), patience)

  function focusNow(): boolean {
    const place = location.pathname === pathname ? document.getElementById(decodeURIComponent(hash.slice(1))) : null
    if (!place) return false
    // A heading takes the focus only when told so.
    if (!place.matches('a')) place.tabIndex = -1
    place.focus({ preventScroll: true })
    return true
  }
}
