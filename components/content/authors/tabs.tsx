import type { ReactNode } from 'react'

/**
 * Alternatives of which a reader needs one: a group of native disclosures. Without script, the browser opens one at a
 * time and finds text in closed ones. Styled as tabs in browsers that can.
 */
export function Tabs({ children }: { children: ReactNode }) {
  return <div className="tabs">{children}</div>
}

/** One of the alternatives. The compiler sets `group`, and `open` on the first of a group. */
export function Tab({
  name,
  group,
  open,
  children,
}: {
  name: string
  group: string
  open?: string
  children: ReactNode
}) {
  return (
    <details name={group} open={Boolean(open)}>
      <summary>{name}</summary>
      <div className="tab">{children}</div>
    </details>
  )
}
