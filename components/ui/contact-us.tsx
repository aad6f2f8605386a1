import { contactUs, toContactLink } from '@/lib/contact-us'

/** A clause that sends readers to the people who run the portal, with a link to its contact if it has one. */
export function ContactUs({ contact }: { contact: string | null }) {
  if (!contact) return contactUs(null)
  return (
    <>
      contact us at{' '}
      <a href={toContactLink(contact)} rel="noopener" className="link wrap-anywhere">
        {contact}
      </a>
    </>
  )
}
