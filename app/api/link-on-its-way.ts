import { formatEmailAddress, needsSmtpUtf8 } from '@/lib/email-address'

/** Says that a link is on its way to an address. Depends on the address only, so it does not reveal accounts. */
export function describeLinkOnItsWay(email: string): string {
  return `A link is on its way to ${formatEmailAddress(email)}.${needsSmtpUtf8(email) ? ' Not every mail server accepts letters like these before the “@”. If no email arrives, use another address.' : ''}`
}
