import type { Settings } from '@/lib/content'
import { OperatorLinks } from './operator-links'

/** At the foot of every page: the ways to see the portal as a whole, and what its operator adds. */
export function PortalLinks({ settings }: { settings: Settings }) {
  return (
    <footer className="portal-links print:hidden">
      <nav aria-label="The whole portal">
        <a href="/contents">All topics</a>
        <a href="/resources">All tutorials</a>
      </nav>
      <OperatorLinks settings={settings} />
    </footer>
  )
}
