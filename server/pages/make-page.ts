import { randomBytes } from 'node:crypto'
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import { headScript } from '../../components/inline/scripts'
import type { Env } from '../../lib/env'
import { getLog, getMetrics, nameRoute } from '../../lib/observing'
import { hashText, makePolicy } from '../csp'
import { readStyleSheet } from '../static-files'
import { getFirstFonts } from './first-fonts'
import { matchTags, rewritePage, withoutNonce } from './rewrite-page'
import type { Render } from './render-with-next'
import { createStylePicker } from './used-styles'

/** A rendered page. */
export interface Page {
  status: number
  headers: OutgoingHttpHeaders
  /** The HTML, or Next's response if it is not HTML. */
  body: Buffer
  /** The page's data as JSON; null if the page contains it or has an unknown form. */
  data: string | null
  /**
   * The policy that allows exactly this page's scripts and styles; null for responses other than HTML, such as
   * redirects.
   */
  policy: string | null
}

/** A page to render. */
export interface PageRequest {
  path: string
  /** The visitor's headers that Next needs; none by default. */
  headers?: IncomingHttpHeaders
  /** The address of the page's data. Without one, the page contains its data. */
  dataAddress?: string
}

/** Renders a page. Throws if Next's response is cut off. */
export type MakePage = (request: PageRequest) => Promise<Page>

/** Returns the function that renders pages with Next and rewrites them (rewrite-page.ts). */
export function createPageMaker(env: Env, render: Render): MakePage {
  const pickStyles = createPickers()
  let isReported = false

  return async ({ path, headers: visitor, dataAddress }) => {
    // Next reads the nonce from this policy and writes it on its scripts. It is never sent to a browser.
    const nonce = randomBytes(16).toString('hex')
    const { status, headers, body } = await render(path, {
      ...visitor,
      'content-security-policy': `script-src 'nonce-${nonce}'`,
    })
    if (!/^text\/html/.test(String(headers['content-type']))) return { status, headers, body, data: null, policy: null }
    const original = body.toString()
    // Next names the preloaded fonts in a header; the 404 page has none.
    const fontRequest = /\bas="?font/.test(String(headers.link)) ? (getFirstFonts()?.request ?? '') : ''
    const rewritten = rewritePage(original, { nonce, dataAddress, fontRequest, pickStyles })
    getMetrics().pagesRendered.inc({ form: rewritten ? 'quiet' : 'unknown' })
    if (!rewritten && !isReported) {
      isReported = true
      getLog().warn(
        { route: nameRoute(path) },
        'Next wrote a page in an unknown form. Such pages are served unchanged, with all of their scripts.',
      )
    }
    const scripts = rewritten?.scripts ?? [...original.matchAll(matchTags(nonce))].flatMap(([, , , text]) => text || [])
    return {
      status,
      headers,
      body: Buffer.from(rewritten?.html ?? withoutNonce(original, nonce)),
      data: dataAddress === undefined ? null : (rewritten?.data ?? null),
      policy: makePolicy(env, {
        scripts: [headScript, ...scripts].map(hashText),
        styles: (rewritten?.styles ?? []).map(hashText),
      }),
    }
  }
}

/** Returns the function that selects the rules of a style sheet that a page uses; null for an unknown style sheet. */
function createPickers(): (address: string, html: string) => string | null {
  const pickers = new Map<string, (html: string) => string>()
  return (address, html) => {
    const sheet = pickers.has(address) ? null : readStyleSheet(address)
    if (sheet !== null) pickers.set(address, createStylePicker(sheet))
    return pickers.get(address)?.(html) ?? null
  }
}
