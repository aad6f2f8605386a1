import { toAddress } from '@/lib/base-path'
import type { Settings } from '@/lib/content'

/** At the foot of every page: the ways to see the portal as a whole, but for a plain page, and what its operator adds: imprint, privacy, source. */
export function PortalLinks({
  settings: { footer, madeWith },
  isPlain = false,
}: {
  settings: Settings
  isPlain?: boolean
}) {
  if (isPlain && footer.length === 0 && !madeWith) return null
  return (
    <footer className={isPlain ? 'portal-links mt-14 print:hidden' : 'portal-links print:hidden'}>
      {!isPlain && (
        <nav aria-label="The whole portal">
          <a href={toAddress('/contents')}>All topics</a>
          <a href={toAddress('/resources')}>All tutorials</a>
        </nav>
      )}
      {footer.length > 0 && (
        <nav aria-label="About this portal">
          {footer.map(({ label, address }) => (
            <a key={address + label} href={toAddress(address)} rel={/^http/i.test(address) ? 'noopener' : undefined}>
              {label}
            </a>
          ))}
        </nav>
      )}
      {madeWith && <p>Made with Lectern</p>}
    </footer>
  )
}
