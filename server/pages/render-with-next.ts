import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { finished } from 'node:stream/promises'
import { createRequestResponseMocks } from 'next/dist/server/lib/mock-request.js'

/** A response from Next. */
export interface Rendered {
  status: number
  headers: OutgoingHttpHeaders
  body: Buffer
}

/** Requests an address from Next; the names of headers are lower-case. Throws if the response is cut off. */
export type Render = (path: string, headers?: Record<string, string | string[] | undefined>) => Promise<Rendered>

/**
 * Returns the function that requests a page from Next inside this process, as Next itself does. Next receives only the
 * address and the given headers; without headers, the response can't contain a visitor's data.
 */
export function createRender(
  answerByNext: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  host: string,
): Render {
  return async (url, headers = {}) => {
    const chunks: Buffer[] = []
    const { req, res } = createRequestResponseMocks({
      url,
      headers: { host, accept: 'text/html', ...headers },
      resWriter: (chunk) => chunks.push(Buffer.from(chunk)) > 0,
    })
    await Promise.all([finished(res), answerByNext(req, res)])
    return { status: res.statusCode, headers: res.getHeaders(), body: Buffer.concat(chunks) }
  }
}
