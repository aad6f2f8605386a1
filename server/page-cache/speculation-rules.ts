import { closedPages } from '../../lib/addresses'
import { toAddress } from '../../lib/base-path'

/** The address of the rules; each page names it in a header. */
export const speculationRulesPath = '/speculation-rules.json'

/**
 * Makes browsers prerender a page when the pointer is on a link to it, for pages that only show text. Once scripts have
 * loaded (components/inline/page-loader.ts), Next's router does that.
 */
export const speculationRules = JSON.stringify({
  prerender: [
    {
      where: {
        and: [
          { href_matches: toAddress('/*') },
          {
            not: {
              href_matches: [...closedPages, '/api/*', '/*.*', '/*/*', '/*\\?:query'].map(toAddress),
            },
          },
          { selector_matches: ':root:not([data-script]) a:not([download],[target])' },
        ],
      },
      eagerness: 'moderate',
    },
  ],
})
