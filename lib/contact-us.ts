/** Returns the link to a contact, an email address or an https address. */
export function toContactLink(contact: string): string {
  return contact.startsWith('https://') ? contact : `mailto:${contact}`
}
