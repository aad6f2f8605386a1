import { formatEmailAddress, needsSmtpUtf8 } from '@/lib/email-address'

/** Says that a link is mailed to an address, and what to do if that can't take it. It depends on the address alone. */
export function describeLinkOnItsWay(email: string): string {
  return `A link is on its way to ${formatEmailAddress(email)}.${needsSmtpUtf8(email) ? ' Not every mail server takes letters like these before the “@”: if nothing comes, use another address.' : ''}`
}
