import { randomBytes } from 'node:crypto'
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import { headScript } from '../../components/layout/head-script'
import type { Env } from '../../lib/env'
import { getLog, getMetrics, nameRoute } from '../../lib/observing'
import { makePolicy } from '../csp'
import { hashText } from '../hash-text'
import { readStyleSheet } from '../static-files'
import { prepareFirstFonts } from './first-fonts'
import { findTags, makeQuiet, withoutNonce } from './quiet-page'
import type { Render } from './render'
import { createStylePicker } from './used-styles'

/** What Next answered to a request for a page. */
export interface Page {
  status: number
  headers: IncomingHttpHeaders
  /** HTML, or what is none as Next answered it. */
  body: Buffer
  /** The page's data, in JSON, where it is not within the page; null for a page of unknown form. */
  data: string | null
  /** The policy that lets this page's own scripts and styles run, and no other; null for what is no HTML, such as a redirect. */
  policy: string | null
}

export interface PageRequest {
  path: string
  /** What Next is to know of the visitor; nothing by itself. */
  headers?: OutgoingHttpHeaders
  /** Where the page's data will be; it goes into the page itself where there is none. */
  dataAddress?: string
}

export type MakePage = (request: PageRequest) => Promise<Page>

/** Returns what makes pages: rendered by Next, and made quiet. Throws where Next breaks off. */
export function createPageMaker(env: Env, render: Render): MakePage {
  const pickStyles = createPickers()
  const hash = rememberHashes()
  let isTold = false

  return async ({ path, headers: visitor, dataAddress }) => {
    // Next reads it off the request's policy, and writes it on each script of its own. No browser ever sees it.
    const nonce = randomBytes(16).toString('hex')
    const { status, headers, body } = await render(path, {
      ...visitor,
      'Content-Security-Policy': `script-src 'nonce-${nonce}'`,
    })
    if (!/^text\/html/.test(headers['content-type'] ?? '')) return { status, headers, body, data: null, policy: null }
    const original = body.toString()
    // Next names them in a header.
    const fonts = String(headers.link ?? '')
      .split(',')
      .flatMap((link) => (/as="?font/.test(link) ? (/<([^<>]*)>/.exec(link)?.[1] ?? []) : []))
    const askForFonts = (sheets: string[]) =>
      prepareFirstFonts(fonts, () => sheets.map((sheet) => readStyleSheet(sheet) ?? '').join(''))?.request ?? ''
    const quiet = await makeQuiet(original, { nonce, dataAddress, askForFonts, pickStyles })
    getMetrics().pagesRendered.inc({ form: quiet ? 'quiet' : 'unknown' })
    if (!quiet && !isTold) {
      isTold = true
      getLog().warn(
        { route: nameRoute(path) },
        'A page does not have the form known of Next. Such pages are served as Next writes them, with their scripts.',
      )
    }
    const scripts = quiet?.scripts ?? findTags(original, nonce).flatMap(({ text }) => text || [])
    return {
      status,
      headers,
      body: Buffer.from(quiet?.html ?? withoutNonce(original, nonce)),
      data: dataAddress === undefined ? null : (quiet?.data ?? null),
      policy: makePolicy(env, { scripts: [headScript, ...scripts].map(hash), styles: (quiet?.styles ?? []).map(hash) }),
    }
  }
}

/** Returns what picks the rules that a page uses from a style sheet of the build. */
function createPickers(): (address: string, html: string) => Promise<string | null> {
  const pickers = new Map<string, (html: string) => Promise<string>>()
  return async (address, html) => {
    const picker = pickers.get(address)
    if (picker) return picker(html)
    const sheet = readStyleSheet(address)
    if (sheet === null) return null
    pickers.set(address, createStylePicker(sheet))
    return pickers.get(address)!(html)
  }
}

/** As many hashes are remembered; pages of a kind have the same texts in them. */
const mostHashes = 200

function rememberHashes(): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const hash = known.get(text) ?? hashText(text)
    if (known.size >= mostHashes) known.clear()
    known.set(text, hash)
    return hash
  }
}
