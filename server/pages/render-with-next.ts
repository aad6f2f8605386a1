import {
  createServer,
  request as send,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http'
import { duplexPair } from 'node:stream'

/** A response from Next. */
export interface Rendered {
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
}

/** Requests an address from Next. Throws if the response is cut off. */
export type Render = (path: string, headers?: OutgoingHttpHeaders) => Promise<Rendered>

/**
 * Returns the function that requests a page from Next over a connection inside this process. Next receives only the
 * address and the given headers; without headers, the response can't contain a visitor's data.
 */
export function createRender(
  answerByNext: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  host: string,
): Render {
  const inner = createServer(
    (request, response) => void answerByNext(request, response).catch(() => response.destroy()),
  )
  return (path, headers = {}) =>
    new Promise((resolve, reject) => {
      const [near, far] = duplexPair()
      // Neither side notices when the other closes, so the request would wait forever.
      far.once('close', () => near.destroy())
      inner.emit('connection', far)
      const options = {
        path,
        headers: { Host: host, Accept: 'text/html', ...headers },
        createConnection: () => near as never,
      }
      send(options, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
        )
        answer.on('error', reject)
      })
        .on('error', reject)
        .end()
    })
}
