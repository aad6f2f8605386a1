/** At the foot of every page: the ways to see the portal as a whole. */
export function PortalLinks() {
  return (
    <footer className="portal-links print:hidden">
      <nav aria-label="The whole portal">
        <a href="/contents">All topics</a>
        <a href="/resources">All tutorials</a>
      </nav>
    </footer>
  )
}
