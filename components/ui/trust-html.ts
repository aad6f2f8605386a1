/** The policy's name in the content security policy. */
const name = 'portal'

let policy: { createHTML: (html: string) => unknown } | undefined

/**
 * Turns HTML from the server into a trusted type, or returns the string in a browser without Trusted Types. Nothing else
 * can create trusted HTML: pages allow one policy of this name.
 */
export function trustHtml(html: string): string {
  const types =
    typeof window === 'undefined'
      ? undefined
      : (
          window as {
            trustedTypes?: {
              createPolicy: (
                name: string,
                rules: { createHTML: (html: string) => string },
              ) => { createHTML: (html: string) => unknown }
            }
          }
        ).trustedTypes
  policy ??= types?.createPolicy(name, { createHTML: (given) => given })
  // React passes the object on to the browser.
  return (policy?.createHTML(html) ?? html) as string
}
