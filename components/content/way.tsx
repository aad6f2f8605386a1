import { toAddress } from '@/lib/base-path'

/** The way from the first page to the one that is open, which comes last. */
export function Way({ steps }: { steps: { href: string; name: string }[] }) {
  return (
    <nav aria-label="Breadcrumb" className="print:hidden">
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
