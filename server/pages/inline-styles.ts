/** A page's link to a style sheet of the build. */
const link = /<link rel="stylesheet" href="(\/_next\/static\/[^"]+\.css)"([^>]*?)\/>/g

/**
 * Puts a page's style sheets into it, so that it is shown without waiting for another answer; `read` gives what
 * stands at an address. The links stay, switched off: React takes what they name for loaded, and fetches nothing.
 * Throws where the page has none.
 */
export function inlineStyles(html: string, read: (address: string) => string): string {
  const inlined = html.replace(link, (_, address: string, attributes: string) => {
    // What is named from where the sheet stands is named from the root.
    const sheet = read(address).replace(
      /url\((\.[^)]+)\)/g,
      (_, file: string) => `url(${new URL(file, `https://portal${address}`).pathname})`,
    )
    if (sheet.includes('</style')) throw new Error(`The style sheet ${address} would end its own element.`)
    return `<style>${sheet}</style><link rel="stylesheet" href="${address}"${attributes} disabled=""/>`
  })
  if (inlined === html) throw new Error('A page names its style sheet in a way that is not known.')
  return inlined
}
