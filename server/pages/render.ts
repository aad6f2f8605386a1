import {
  createServer,
  request as send,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http'
import { duplexPair } from 'node:stream'

/** What Next answered. */
export interface Rendered {
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
}

/** Asks Next for an address; throws where it breaks off. */
export type Render = (path: string, headers?: OutgoingHttpHeaders) => Promise<Rendered>

/**
 * Returns what asks Next for a page over a connection within this process. Next gets the address and the given headers
 * and nothing else: without headers, the answer can hold nothing of any visitor's.
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
      // Where one side breaks off, the other is not told by itself, and this would wait for ever.
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
