import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { headScript } from '../components/layout/head-script'
import { standaloneStyle } from '../components/layout/standalone-page'
import type { Env } from '../lib/env'
import { hashText } from './hash-text'
import { always, makePolicy, policyForFiles, strictTransport } from './csp'

/** What other sites may show as their own: the pictures and texts that are made to be passed on. */
const shared = /^\/(?:[^/?]+\/)?(?:og\.png|feed\.xml|feed\.json)(?:\?|$)|^\/(?:icon|favicon|apple-touch-icon)[^/]*$/

/** The headers of an answer that Node's parser refused a request with, before there is a response to set them on. */
export function listRefusalHeaders({ baseUrl }: Pick<Env, 'baseUrl'>): OutgoingHttpHeaders {
  return {
    ...always,
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Content-Security-Policy': policyForFiles,
    'X-Request-Id': randomUUID(),
    ...(baseUrl.startsWith('https:') ? { 'Strict-Transport-Security': strictTransport } : {}),
  }
}

/** Gives every answer its headers, whoever writes it: the prepared ones, Next, or the server itself. */
export function createHeaderWriter(env: Env, dev: boolean) {
  const headHash = hashText(headScript)
  const wordsHash = hashText(standaloneStyle)
  const secure = env.baseUrl.startsWith('https:')
  const policies = new WeakMap<ServerResponse, string>()

  /** For what Next is asked to render: it reads the nonce off the request, and gives it to every script that it writes. */
  function nameNonce(request: IncomingMessage): void {
    const nonce = `'nonce-${randomBytes(16).toString('base64')}'`
    request.headers['content-security-policy'] = makePolicy(
      env,
      { scripts: [nonce, headHash], styles: [wordsHash] },
      dev,
    )
  }

  /** For a response that has a policy of its own, a 304 of it included: a browser takes that one for the page it holds. */
  function usePolicy(response: ServerResponse, policy: string): void {
    policies.set(response, policy)
  }

  function writeHeaders(request: IncomingMessage, response: ServerResponse): void {
    for (const [name, value] of Object.entries(always)) response.setHeader(name, value)
    response.setHeader('Cross-Origin-Resource-Policy', shared.test(request.url ?? '') ? 'cross-origin' : 'same-origin')
    if (secure) response.setHeader('Strict-Transport-Security', strictTransport)

    // What an answer is, is known when it begins.
    const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse
    response.writeHead = ((...given: unknown[]) => {
      const last = given.at(-1)
      // What comes with the head is no header yet.
      if (typeof last === 'object' && last !== null && !Array.isArray(last))
        for (const [name, value] of Object.entries(given.pop() as OutgoingHttpHeaders))
          if (value !== undefined) response.setHeader(name, value)
      // By what came of it, not by its address: a cache that keeps a 404 of a script for a year keeps the page broken.
      const [status] = given
      if (typeof status === 'number' && status >= 400 && !/no-store/.test(String(response.getHeader('Cache-Control'))))
        response.setHeader('Cache-Control', 'no-store')
      // What is not read to its end leaves a connection on which nothing else can come (create-server.ts).
      if (!request.complete && request.method !== 'GET' && request.method !== 'HEAD')
        response.setHeader('Connection', 'close')
      const type = String(response.getHeader('Content-Type') ?? '')
      response.setHeader(
        'Content-Security-Policy',
        policies.get(response) ??
          ((/^text\/html/.test(type) && request.headers['content-security-policy']) || policyForFiles),
      )
      return writeHead(...given)
    }) as typeof response.writeHead
  }

  return { writeHeaders, nameNonce, usePolicy }
}
