import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js'
import type { Env } from '../lib/env'
import { listMethods, nameRoute } from '../lib/observing'
import { isOwnHost, readHostname } from '../lib/own-host'

/** An answer that the server gives before Next or the page cache sees the request. */
export interface EarlyAnswer {
  status: number
  message: string
  headers?: OutgoingHttpHeaders
}

/** The largest body that any write accepts, in bytes; each write has its own limit (app/api/read-body.ts). */
const maxBodyBytes = 2 ** 20

/** Addresses that load balancers and monitoring may request by any name or IP address. */
const probes = new Set(['/healthz', '/readyz', '/metrics', '/api/health'])

/** Returns whether an address is one of them. */
export const isProbe = (url = ''): boolean => probes.has(nameRoute(url))

/** A target in absolute form, as clients send it to proxies: scheme, authority and the rest. */
const absoluteForm = /^https?:\/\/([^/?#]*)([^]*)$/i

/**
 * Turns an absolute-form target into a path and a Host header, as every server must (RFC 9112, 3.2.2). An HTTP/1.0
 * request without a Host header is for this portal.
 */
export function normaliseTarget(request: IncomingMessage, env: Pick<Env, 'baseUrl'>): void {
  const [, authority, rest = ''] = absoluteForm.exec(request.url ?? '') ?? []
  if (authority !== undefined) {
    request.headers.host = authority
    request.headersDistinct.host = [authority]
    request.url = rest.startsWith('/') ? rest : `/${rest}`
  }
  if (request.headers.host === undefined && request.httpVersion !== '1.1')
    request.headers.host = new URL(env.baseUrl).host
}

/**
 * Returns the answer to a request that must not reach a page or route, or null. This includes
 * requests that Node would answer itself, or Next with 500.
 */
export function guard(request: IncomingMessage, env: Pick<Env, 'baseUrl'>): EarlyAnswer | null {
  return (
    guardMethod(request) ??
    guardTarget(request.url ?? '') ??
    guardHost(request, env) ??
    guardRouterState(request.headers) ??
    guardBody(request.headers)
  )
}

/** Answers OPTIONS, and 405 to methods that the address does not accept (RFC 9110, 15.5.6). */
function guardMethod({ method = '', url = '' }: IncomingMessage): EarlyAnswer | null {
  const methods = listMethods(nameRoute(url))
  const headers = { Allow: [...methods, 'OPTIONS'].join(', ') }
  if (method === 'OPTIONS') return { status: 204, message: '', headers }
  return methods.includes(method)
    ? null
    : { status: 405, message: `This address does not accept ${method}. Use ${headers.Allow}.`, headers }
}

function guardTarget(url: string): EarlyAnswer | null {
  return url.startsWith('/')
    ? null
    : { status: 400, message: 'The request target must begin with a slash. This server is not a proxy.' }
}

/**
 * Returns whether an address has no page though Next may answer it: one with a "%" that encodes no character, Next's
 * own name of a dynamic page, such as "/[slug]", and the parts of pages, which end in ".rsc".
 */
export function isUnreadable(url: string): boolean {
  try {
    const address = decodeURIComponent(url.split('?', 1)[0] ?? '')
    // In development, the names of scripts contain brackets too.
    return (address.includes('[') && !address.startsWith('/_next/static/')) || /\.rsc$/.test(address)
  } catch {
    return true
  }
}

/**
 * Refuses host names other than the portal's. Another site could resolve its own name to this server, and reach it
 * through the browsers of its visitors (DNS rebinding).
 */
function guardHost(request: IncomingMessage, { baseUrl }: Pick<Env, 'baseUrl'>): EarlyAnswer | null {
  const hosts = request.headersDistinct.host ?? (request.headers.host === undefined ? [] : [request.headers.host])
  const [host = ''] = hosts
  if (hosts.length !== 1 || readHostname(host) === null)
    return { status: 400, message: 'Send one Host header with the name of this portal.' }
  if (isOwnHost(host, baseUrl) || isProbe(request.url)) return null
  const own = new URL(baseUrl)
  return {
    status: 421,
    message: `This portal answers to ${own.host}, not to ${host}. If ${host} is right, set BASE_URL to it; a proxy in front has to pass the Host header on.`,
  }
}

/** Refuses a router state that Next would answer with 500. */
function guardRouterState({ 'next-router-state-tree': state }: IncomingMessage['headers']): EarlyAnswer | null {
  if (state === undefined) return null
  try {
    parseAndValidateFlightRouterState(state)
    return null
  } catch {
    return { status: 400, message: 'The Next-Router-State-Tree header is not valid.' }
  }
}

/** Refuses an unknown expectation, a body that is too large by its Content-Length, and encoded bodies. */
function guardBody({
  expect,
  'content-length': length,
  'transfer-encoding': encoding,
}: IncomingMessage['headers']): EarlyAnswer | null {
  if (expect && expect.toLowerCase() !== '100-continue')
    return { status: 417, message: 'The only supported value of Expect is "100-continue".' }
  if (Number(length) > maxBodyBytes)
    return { status: 413, message: `Request body too large (maximum ${maxBodyBytes / 2 ** 20} MB).` }
  // RFC 9112, 6.1 suggests 501, but the client is at fault, and a 5xx would alert the operator.
  return encoding && encoding.toLowerCase() !== 'chunked'
    ? { status: 400, message: 'The only supported value of Transfer-Encoding is "chunked".' }
    : null
}

/** Sends an early answer as plain text that is not cached. */
export function sendEarlyAnswer(response: ServerResponse, { status, message, headers }: EarlyAnswer): void {
  response
    .writeHead(status, {
      ...(message ? { 'Content-Type': 'text/plain; charset=utf-8' } : {}),
      'Cache-Control': 'no-store',
      ...headers,
    })
    .end(message)
}
