/** The name by which the pages' policy allows this. */
const name = 'lectern'

let policy: { createHTML: (html: string) => unknown } | undefined

/**
 * HTML that the server wrote, as a browser with Trusted Types takes it; elsewhere the string. Nothing else
 * can make such HTML: a policy of this name is made once, and pages allow no other.
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
  // React hands it on as it is.
  return (policy?.createHTML(html) ?? html) as string
}
