import { toAddress } from '@/lib/base-path'
import type { Settings } from '@/lib/content'
import { t as common } from '@/messages/generated/common'
import { t } from '@/messages/generated/layout'
import { ThemeChooser } from './theme-chooser'

/** The footer: links to all topics and tutorials, except on a plain page, and the operator's links such as an imprint. */
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
        <nav aria-label={t('allContent')}>
          <a href={toAddress('/contents')}>{common('allTopics')}</a>
          <a href={toAddress('/resources')}>{common('allTutorials')}</a>
        </nav>
      )}
      {footer.length > 0 && (
        <nav aria-label={t('aboutPortal')}>
          {footer.map(({ label, address }) => (
            <a key={address + label} href={toAddress(address)} rel={/^http/i.test(address) ? 'noopener' : undefined}>
              {label}
            </a>
          ))}
        </nav>
      )}
      {/* Browsers know this anchor, without an element of that id. */}
      {!isPlain && <a href="#top">{t('backToTop')}</a>}
      {madeWith && <p>{t('madeWith', { software: 'Lectern' })}</p>}
      {!isPlain && <ThemeChooser />}
    </footer>
  )
}
