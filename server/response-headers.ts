import { randomBytes } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { headScript } from '../components/inline/scripts'
import { standaloneStyle } from '../components/layout/standalone-page'
import type { Env } from '../lib/env'
import { always, hashText, makePolicy, policyForFiles, strictTransport } from './csp'

/** Responses that other sites may embed: feeds and images. */
const shared = /^\/(?:[^/?]+\/)?(?:og\.png|feed\.xml|feed\.json)(?:\?|$)|^\/(?:icon|favicon|apple-touch-icon)[^/]*$/

/** Returns functions that set the headers of every answer: of the page cache, Next, or the server itself. */
export function createHeaderWriter(env: Env, dev: boolean) {
  const headHash = hashText(headScript)
  const styleHash = hashText(standaloneStyle)

  /** Passes a nonce to Next with the request's policy; Next writes it on all of its scripts. */
  function nameNonce(request: IncomingMessage): void {
    const nonce = `'nonce-${randomBytes(16).toString('base64')}'`
    request.headers['content-security-policy'] = makePolicy(
      env,
      { scripts: [nonce, headHash], styles: [styleHash] },
      dev,
    )
  }

  function writeHeaders(request: IncomingMessage, response: ServerResponse): void {
    for (const [name, value] of Object.entries(always)) response.setHeader(name, value)
    response.setHeader('Cross-Origin-Resource-Policy', shared.test(request.url ?? '') ? 'cross-origin' : 'same-origin')
    if (env.baseUrl.startsWith('https:')) response.setHeader('Strict-Transport-Security', strictTransport)

    // The content type is known when the head is written.
    const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse
    response.writeHead = ((...given: unknown[]) => {
      const last = given.at(-1)
      // Headers passed to writeHead are not set yet.
      if (typeof last === 'object' && last !== null && !Array.isArray(last))
        for (const [name, value] of Object.entries(given.pop() as OutgoingHttpHeaders))
          if (value !== undefined) response.setHeader(name, value)
      // Errors are never cached: if a cache kept the 404 of a script for a year, the page would stay broken.
      const [status] = given
      if (typeof status === 'number' && status >= 400 && !/no-store/.test(String(response.getHeader('Cache-Control'))))
        response.setHeader('Cache-Control', 'no-store')
      // A request that is not read to its end leaves a connection that can't be used again (create-server.ts).
      if (!request.complete && request.method !== 'GET' && request.method !== 'HEAD')
        response.setHeader('Connection', 'close')
      // A rewritten page has a policy of its own, also in a 304: browsers apply its headers to the page they have. What
      // Next answers, with a nonce in the request, has none: no route may weaken the policy.
      const named = request.headers['content-security-policy']
      if (named !== undefined || !response.hasHeader('Content-Security-Policy')) {
        const isPage = /^text\/html/.test(String(response.getHeader('Content-Type') ?? ''))
        response.setHeader('Content-Security-Policy', (isPage && named) || policyForFiles)
      }
      return writeHead(...given)
    }) as typeof response.writeHead
  }

  return { writeHeaders, nameNonce }
}
