import type { Settings } from '@/lib/content'

/** What the operator puts at the foot of every page: imprint, privacy, source. Nothing where there is none. */
export function OperatorLinks({
  settings: { footer, madeWith },
  className = '',
}: {
  settings: Settings
  className?: string
}) {
  if (footer.length === 0 && !madeWith) return null
  return (
    <div className={`operator-links print:hidden ${className}`}>
      {footer.length > 0 && (
        <nav aria-label="About this portal">
          {footer.map(({ label, address }) => (
            <a key={address + label} href={address} rel={/^http/i.test(address) ? 'noopener' : undefined}>
              {label}
            </a>
          ))}
        </nav>
      )}
      {madeWith && <p>Made with Lectern</p>}
    </div>
  )
}
