/** Returns a clause that sends readers to the people who run the portal: to its `contact`, if `portal.yaml` has one. */
export function contactUs(contact: string | null): string {
  return contact ? `contact us at ${contact}` : 'contact the people who run this portal'
}

/** Returns the link to a contact, an email address or an https address. */
export function toContactLink(contact: string): string {
  return contact.startsWith('https://') ? contact : `mailto:${contact}`
}
