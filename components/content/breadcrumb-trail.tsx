import { toAddress } from '@/lib/base-path'
import { t } from '@/messages/generated/content'

/** A breadcrumb; the last step is the page itself. */
export function BreadcrumbTrail({ steps }: { steps: { href: string; name: string }[] }) {
  return (
    <nav aria-label={t('breadcrumb')} className="print:hidden">
      <ol className="breadcrumb">
        {steps.map(({ href, name }, index) => (
          <li key={href}>
            {index === steps.length - 1 ? (
              <span aria-current="page">{name}</span>
            ) : (
              <a href={toAddress(href)}>{name}</a>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
