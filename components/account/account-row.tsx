import type { ReactNode } from 'react'

interface AccountRowProps {
  /** The fragment of its address, `/account#<id>`. The element with this id is inside the row, so that browsers open it. */
  id: string
  title: string
  /** The present value, in a few words. */
  value: ReactNode
  /** The label of the control that opens it. */
  verb?: string
  /** Whether it is open at first, because something in it was refused or changed just now. */
  open?: boolean
  children: ReactNode
}

/** A row of the account: a line with the present value, which opens. */
export function AccountRow({ id, title, value, verb = 'Change', open, children }: AccountRowProps) {
  return (
    <details name="account" open={open} className="account-row">
      <summary>
        <b id={`${id}-title`}>{title}</b> <span>{value}</span> <i data-verb={verb} />
      </summary>
      <section id={id} aria-labelledby={`${id}-title`}>
        {children}
      </section>
    </details>
  )
}

/** A line that leads to a page of its own. */
export function AccountLink({ href, title, value }: { href: string; title: string; value: string }) {
  return (
    <a href={href} className="account-row">
      <b>{title}</b> <span>{value}</span> <i data-verb="Open" />
    </a>
  )
}

/** Some rows, and what they are about. */
export function AccountGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <h2 className="account-group">{title}</h2>
      <div className="account-rows">{children}</div>
    </>
  )
}
