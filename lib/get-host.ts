/** The host of an address as readers know it, without `www.`; the text itself where it is no address. */
export function getHost(href: string): string {
  return URL.canParse(href) ? new URL(href).hostname.replace(/^www\./, '') : href
}
