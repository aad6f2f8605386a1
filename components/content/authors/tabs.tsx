import type { ReactNode } from 'react'

/**
 * Ways to do one thing, of which a reader needs one. A group of native disclosures: the browser
 * opens one and closes the others, finds words in closed ones, and needs no script for it. Where it
 * can, the style sets their names in a row as tabs.
 */
export function Tabs({ children }: { children: ReactNode }) {
  return <div className="tabs">{children}</div>
}

/** One of them. `group` and `open` are set when the page is compiled, the first of a group being open. */
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
