import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'

type Responder = (request: IncomingMessage, response: ServerResponse) => void

/** A real site for tests, on this machine, under every name that ends in `.test`. */
export interface Site {
  port: number
  /** Its responses by path; 404 for others. */
  answers: Record<string, Responder>
  /** The requests that it received, such as `GET a.test /page`. */
  asked: string[]
  /** The number of connections that it received. */
  connections: number
  url(path: string, host?: string): string
  stop(): Promise<void>
}

/** Starts a site on a free port, or on that of another site. */
export async function startSite(address = '127.0.0.1', port = 0): Promise<Site> {
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    site.asked.push(`${request.method} ${request.headers.host?.replace(/:\d+$/, '')} ${path}`)
    const answer = site.answers[path]
    if (answer) answer(request, response)
    else response.writeHead(404).end()
  })
  server.on('connection', () => site.connections++)
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, address, resolve))
  const site: Site = {
    port: (server.address() as AddressInfo).port,
    answers: {},
    asked: [],
    connections: 0,
    url: (path, host = 'a.test') => `http://${host}:${site.port}${path}`,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return site
}

/** Returns a page with a title and enough text. */
export function html(title: string, text = 'Some words.', headers: Record<string, string> = {}): Responder {
  return (_request, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers })
      .end(`<!doctype html><title>${title}</title><p>${text}</p>`)
}

/** Returns an empty response with a status. */
export function status(code: number, headers: Record<string, string> = {}): Responder {
  return (_request, response) => response.writeHead(code, headers).end()
}

/** Returns a redirect. */
export function redirect(code: number, location: string): Responder {
  return status(code, { location })
}

/** Resolves names to the addresses in turn, and to the last one from then on. */
export function resolveTo(...addresses: string[]): LookupFunction {
  let asked = 0
  return (_name, options, callback) => {
    const address = addresses[Math.min(asked++, addresses.length - 1)] ?? '127.0.0.1'
    const family = address.includes(':') ? 6 : 4
    if (options.all) callback(null, [{ address, family }])
    else callback(null, address, family)
  }
}
