import { closedPages } from '../../lib/addresses'
import { toAddress } from '../../lib/base-path'

/** The address of the rules, named in a header of each page. */
export const speculationRulesPath = '/speculation-rules.json'

/**
 * Has a browser make the next page ready when its link is pointed at: pages of the portal that show words, and write
 * nothing. Once script is there (loader.ts), its router does that.
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
