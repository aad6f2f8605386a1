import { formatEmailAddress, needsSmtpUtf8 } from '@/lib/email-address'
import { t } from '@/messages/generated/refusals'

/** Says that a link is on its way to an address. Depends on the address only, so it does not reveal accounts. */
export function describeLinkOnItsWay(email: string): string {
  return t(needsSmtpUtf8(email) ? 'linkOnItsWayMaybe' : 'linkOnItsWay', { email: formatEmailAddress(email) })
}
