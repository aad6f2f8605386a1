/** Highlights the section in view in the list "On this page". */
export function highlightSection(signal: AbortSignal): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.on-this-page a')]
  const headings = links.flatMap((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))) ?? [])
  const passed = new Set<Element>()
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) passed[isIntersecting ? 'add' : 'delete'](target)
      const current = headings.findLast((heading) => passed.has(heading))
      links.forEach((link, index) => {
        if (current && headings[index] === current) link.setAttribute('aria-current', 'location')
        else link.removeAttribute('aria-current')
      })
    },
    // Everything above the upper third of the window, so that a jump over several headings passes them all.
    { rootMargin: '9999999px 0px -67% 0px' },
  )
  for (const heading of headings) observer.observe(heading)
  signal.addEventListener('abort', () => observer.disconnect())
}
