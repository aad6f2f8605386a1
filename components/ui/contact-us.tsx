import type { ReactNode } from 'react'

interface ContactUsProps {
  /** The portal's contact, an email address or an https address, if it has one. */
  contact: string | null
  children: ReactNode
}

/** Links words such as “contact the people who run this portal” to the portal's contact. */
export function ContactUs({ contact, children }: ContactUsProps) {
  if (!contact) return children
  return (
    <a
      href={contact.startsWith('https://') ? contact : `mailto:${contact}`}
      rel="noopener"
      className="link wrap-anywhere"
    >
      {children}
    </a>
  )
}
