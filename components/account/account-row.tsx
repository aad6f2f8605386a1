import type { ReactNode } from 'react'
import { t } from '@/messages/generated/account'

interface AccountRowProps {
  /** The fragment of `/account#<id>`. Set on an element inside the `details`, so that browsers open it. */
  id: string
  title: string
  /** The current value, in a few words. */
  value: ReactNode
  /** The label of the control that opens it. */
  verb?: string
  /** Whether it is open at first, as a form in it was just submitted. */
  open?: boolean
  children: ReactNode
}

/** A row of the account page: a line with the current value that unfolds. */
export function AccountRow({ id, title, value, verb = t('change'), open, children }: AccountRowProps) {
  return (
    <details name="account" open={open} className="account-row">
      <summary>
        <b id={`${id}-title`}>{title}</b> <span>{value}</span> <i data-verb={verb} data-close={t('close')} />
      </summary>
      <section id={id} aria-labelledby={`${id}-title`}>
        {children}
      </section>
    </details>
  )
}

/** A row of the account page that links to another page. */
export function AccountLink({ href, title, value }: { href: string; title: string; value: string }) {
  return (
    <a href={href} className="account-row">
      <b>{title}</b> <span>{value}</span> <i data-verb={t('open')} />
    </a>
  )
}

/** A group of rows with a heading. */
export function AccountGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <h2 className="account-group">{title}</h2>
      <div className="account-rows">{children}</div>
    </>
  )
}
