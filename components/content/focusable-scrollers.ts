/** Lets the keyboard reach code blocks and tables while they are wider than their space. */
export function makeScrollersFocusable(signal: AbortSignal): void {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries)
      (target as HTMLElement).tabIndex = target.scrollWidth > target.clientWidth ? 0 : -1
  })
  for (const scroller of document.querySelectorAll('.prose :is(pre, .table-scroll)')) observer.observe(scroller)
  signal.addEventListener('abort', () => observer.disconnect())
}
