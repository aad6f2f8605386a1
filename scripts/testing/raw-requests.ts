import { connect } from 'node:net'

/** A response as received. */
export interface RawAnswer {
  status: number
  headers: Record<string, string>
  body: string
  /** The statuses of interim responses, such as 100. */
  interim: number[]
}

/**
 * Sends raw bytes and returns the responses until the server closes the connection, or until there are `answers` of
 * them; with 0, closes the connection at once. Rejects after 60 s.
 */
export function sendRaw(port: number, bytes: string, answers = Infinity): Promise<RawAnswer[]> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let received = ''
    const end = (done: () => void) => {
      clearTimeout(timer)
      socket.destroy()
      done()
    }
    const timer = setTimeout(
      () => end(() => reject(new Error(`The connection stayed open after ${JSON.stringify(received.slice(0, 300))}.`))),
      60_000,
    )
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      const soFar = parseAnswers(received)
      if (soFar.length >= answers) end(() => resolve(soFar))
    })
    // The server has closed its side; ours may still be open.
    for (const event of ['end', 'close']) socket.on(event, () => end(() => resolve(parseAnswers(received))))
    socket.write(Buffer.from(bytes, 'latin1'), () => {
      // No answer is expected.
      if (answers === 0) end(() => resolve([]))
    })
  })
}

/** Parses complete responses with a Content-Length, in chunks, or until the end of the connection. */
function parseAnswers(received: string): RawAnswer[] {
  const answers: RawAnswer[] = []
  const interim: number[] = []
  let rest = received
  for (;;) {
    const head = /^HTTP\/1\.1 (\d{3})[^\r\n]*\r\n([^]*?)\r\n\r\n/.exec(
      rest.startsWith('HTTP/1.1 100') ? rest.replace(/^(HTTP\/1\.1 100[^\r\n]*)\r\n/, '$1\r\n\r\n\r\n') : rest,
    )
    if (!head) return answers
    const status = Number(head[1])
    if (status === 100) {
      interim.push(100)
      rest = rest.slice(rest.indexOf('\r\n\r\n') + 4)
      continue
    }
    const headers = Object.fromEntries(
      (head[2] ?? '')
        .split('\r\n')
        .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    )
    const body = rest.slice(head[0].length)
    const length =
      headers['content-length'] !== undefined
        ? Number(headers['content-length'])
        : headers['transfer-encoding'] === 'chunked'
          ? lengthOfChunks(body)
          : status === 204 || status === 304
            ? 0
            : body.length
    if (body.length < length) return answers
    answers.push({ status, headers, body: body.slice(0, length), interim: interim.splice(0) })
    rest = body.slice(length)
  }
}

function lengthOfChunks(body: string): number {
  const end = body.indexOf('0\r\n\r\n')
  return end < 0 ? Infinity : end + 5
}

const head = (line: string, ...headers: string[]) => [line, ...headers, '', ''].join('\r\n')

/** Requests that are not plain ones, by name: the bytes for an address, and the status if it is always the same. */
export const rawRequests: {
  name: string
  bytes: (path: string, host: string) => string
  status?: number
  close?: true
}[] = [
  ...['PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'MKCOL', 'M-SEARCH', 'SOURCE', 'PURGE', 'SUBSCRIBE'].map(
    (method) => ({
      name: method,
      bytes: (path: string, host: string) => head(`${method} ${path} HTTP/1.1`, `Host: ${host}`),
      status: 405,
    }),
  ),
  { name: 'OPTIONS', bytes: (path, host) => head(`OPTIONS ${path} HTTP/1.1`, `Host: ${host}`), status: 204 },
  {
    name: 'CONNECT',
    bytes: (_, host) => head('CONNECT evil.example:443 HTTP/1.1', `Host: ${host}`) + '\x16\x03\x01',
    status: 405,
    close: true,
  },
  ...['websocket', 'h2c', 'TLS/1.0', 'x'].map((protocol) => ({
    name: `Upgrade: ${protocol}`,
    bytes: (path: string, host: string) =>
      head(
        `GET ${path} HTTP/1.1`,
        `Host: ${host}`,
        'Connection: Upgrade, HTTP2-Settings',
        `Upgrade: ${protocol}`,
        'HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        'Sec-WebSocket-Version: 13',
      ),
    close: true as const,
  })),
  {
    name: 'Upgrade with POST',
    bytes: (path, host) =>
      head(`POST ${path} HTTP/1.1`, `Host: ${host}`, 'Connection: Upgrade', 'Upgrade: websocket', 'Content-Length: 2') +
      '{}',
    close: true,
  },
  {
    name: 'Expect: 100-continue',
    bytes: (path, host) => head(`GET ${path} HTTP/1.1`, `Host: ${host}`, 'Expect: 100-continue'),
  },
  {
    name: 'Expect: something else',
    bytes: (path, host) => head(`GET ${path} HTTP/1.1`, `Host: ${host}`, 'Expect: magic'),
  },
  {
    name: 'absolute form',
    bytes: (path, host) => head(`GET http://${host}${path} HTTP/1.1`, 'Host: elsewhere.example'),
  },
  {
    name: 'absolute form of another site',
    bytes: (path, host) => head(`GET http://evil.example${path} HTTP/1.1`, `Host: ${host}`),
  },
  {
    name: 'another scheme',
    bytes: (path, host) => head(`GET ftp://evil.example${path} HTTP/1.1`, `Host: ${host}`),
    status: 400,
  },
  { name: 'no slash', bytes: (_, host) => head('GET index HTTP/1.1', `Host: ${host}`), status: 400, close: true },
  { name: 'OPTIONS *', bytes: (_, host) => head('OPTIONS * HTTP/1.1', `Host: ${host}`), status: 204 },
  { name: 'no Host', bytes: (path) => head(`GET ${path} HTTP/1.1`) },
  { name: 'two Hosts', bytes: (path, host) => head(`GET ${path} HTTP/1.1`, `Host: ${host}`, 'Host: evil.example') },
  { name: 'a Host that is none', bytes: (path) => head(`GET ${path} HTTP/1.1`, 'Host: a b/c') },
  { name: 'HTTP/1.0 without Host', bytes: (path) => head(`GET ${path} HTTP/1.0`), close: true },
  {
    name: 'an unknown method',
    bytes: (path, host) => head(`BREW ${path} HTTP/1.1`, `Host: ${host}`),
    status: 400,
    close: true,
  },
  {
    name: 'an unknown version',
    bytes: (path, host) => head(`GET ${path} HTTP/9.9`, `Host: ${host}`),
    status: 400,
    close: true,
  },
  { name: 'the preface of HTTP/2', bytes: () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', status: 400, close: true },
  { name: 'a TLS hello', bytes: () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', status: 400, close: true },
  {
    name: 'a control character in the address',
    bytes: (path, host) => head(`GET ${path}\x01 HTTP/1.1`, `Host: ${host}`),
    status: 400,
    close: true,
  },
  {
    name: 'a space in the address',
    bytes: (path, host) => head(`GET ${path} x HTTP/1.1`, `Host: ${host}`),
    status: 400,
    close: true,
  },
  {
    name: 'a NUL in a header',
    bytes: (path, host) => head(`GET ${path} HTTP/1.1`, `Host: ${host}`, 'X: a\0b'),
    status: 400,
    close: true,
  },
  {
    name: 'a header line without a colon',
    bytes: (path, host) => head(`GET ${path} HTTP/1.1`, `Host: ${host}`, 'nonsense'),
    status: 400,
    close: true,
  },
  {
    name: 'two lengths',
    bytes: (path, host) =>
      head(`POST ${path} HTTP/1.1`, `Host: ${host}`, 'Content-Length: 3', 'Transfer-Encoding: chunked') + '0\r\n\r\n',
    status: 400,
    close: true,
  },
  {
    name: 'a negative length',
    bytes: (path, host) => head(`POST ${path} HTTP/1.1`, `Host: ${host}`, 'Content-Length: -3'),
    status: 400,
    close: true,
  },
  {
    name: 'headers of 20 KB',
    bytes: (path, host) => head(`GET ${path} HTTP/1.1`, `Host: ${host}`, `X: ${'y'.repeat(20_000)}`),
    status: 431,
    close: true,
  },
  ...['garbage', '%', '%5B%5D', '%7B%7D', '%5B%22%22%2C%7B%22children%22%3A1%7D%5D', 'x'.repeat(15_000)].map(
    (state) => ({
      name: `a router state that is none: ${state.slice(0, 40)}`,
      bytes: (path: string, host: string) =>
        head(`GET ${path} HTTP/1.1`, `Host: ${host}`, 'RSC: 1', `Next-Router-State-Tree: ${state}`),
    }),
  ),
  {
    name: 'another transfer encoding',
    bytes: (path, host) =>
      head(`POST ${path} HTTP/1.1`, `Host: ${host}`, 'Transfer-Encoding: gzip, chunked') + '0\r\n\r\n',
  },
]
