import Link from 'next/link'

/** At the foot of every page: the ways to see the portal as a whole. */
export function PortalLinks() {
  return (
    <footer className="portal-links print:hidden">
      <nav aria-label="The whole portal">
        <Link href="/contents" prefetch={false}>
          All topics
        </Link>
        <Link href="/resources" prefetch={false}>
          All tutorials
        </Link>
      </nav>
    </footer>
  )
}
