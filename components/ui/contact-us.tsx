import type { ReactNode } from 'react'
import { toContactLink } from '@/lib/contact-us'

interface ContactUsProps {
  /** The portal's contact, if it has one. */
  contact: string | null
  children: ReactNode
}

/** Links words such as “contact the people who run this portal” to the portal's contact. */
export function ContactUs({ contact, children }: ContactUsProps) {
  if (!contact) return children
  return (
    <a href={toContactLink(contact)} rel="noopener" className="link">
      {children}
    </a>
  )
}
