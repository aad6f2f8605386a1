import { createServer, type AddressInfo, type Socket } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { html, redirect, resolveTo, startSite, status, type Site } from '../../scripts/testing/site'
import { createGuardedAgent } from './guard'
import { createVisitor, type VisitOptions } from './visit'

let site: Site

beforeEach(async () => {
  site = await startSite()
})
afterEach(() => site.stop())

const gap = 1
/** The delays requested of the visitor, without pauses between requests; none is really waited for. */
let waits: number[]

function visitor(options: Partial<VisitOptions> = {}) {
  waits = []
  const agent = createGuardedAgent({
    allow: (address) => address === '127.0.0.1',
    lookup: resolveTo('127.0.0.1'),
    connectTimeout: 2000,
  })
  onTestFinished(() => agent.destroy())
  const wait = async (milliseconds: number) => void (milliseconds !== gap && waits.push(milliseconds))
  return createVisitor({ agent, gap, backoff: [10, 20], wait, timeout: 5000, ...options })
}

const visit = (url: string, options: Partial<VisitOptions> = {}) => visitor(options)(url, { head: false })

/** Starts a TCP server; the test handles each connection. */
async function startRaw(handle: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket.on('error', () => {}))
    socket.once('data', () => handle(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `http://raw.test:${(server.address() as AddressInfo).port}/`
}

describe('a visited page', () => {
  it('is requested with Lectern’s user agent, and its title read', async () => {
    let agent: string | undefined
    site.answers['/'] = (request, response) => {
      agent = request.headers['user-agent']
      html('Fish &amp; chips <b>for\n all')(request, response)
    }
    expect(await visit(site.url('/#part'))).toMatchObject({
      status: 200,
      url: site.url('/'),
      page: { title: 'Fish & chips <b>for all', text: 'Some words.' },
    })
    expect(agent).toMatch(/^Lectern\//)
  })

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('is read with %s compression', async (encoding, pack) => {
    site.answers['/'] = (_request, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html', 'content-encoding': encoding })
        .end(pack('<title>Packed</title>'))
    expect(await visit(site.url('/'))).toMatchObject({ page: { title: 'Packed' } })
  })

  it.each([
    ['text/html; charset=iso-8859-1', Buffer.from('<title>Caf\xe9</title>', 'latin1')],
    ['text/html', Buffer.from('<meta charset="windows-1252"><title>Caf\xe9</title>', 'latin1')],
    ['text/html', Buffer.from('<title>Café</title>')],
    ['text/html; charset=klingon', Buffer.from('<title>Café</title>')],
  ])('is decoded by its character set, %s', async (type, bytes) => {
    site.answers['/'] = (_request, response) => response.writeHead(200, { 'content-type': type }).end(bytes)
    expect(await visit(site.url('/'))).toMatchObject({ page: { title: 'Café' } })
  })

  it('has the title of its head, not of a drawing or script, and without terminal escapes', async () => {
    site.answers['/'] = (_request, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<svg><title>Logo</title></svg><script>"<title>No</title>"</script><title>Real\x1b[31m</title>')
    expect(await visit(site.url('/'))).toMatchObject({ page: { title: 'Real[31m' } })
  })

  it('is not read unless it is HTML', async () => {
    site.answers['/book.pdf'] = (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/pdf' }).end('<title>No</title>')
    const found = await visit(site.url('/book.pdf'))
    expect(found).toMatchObject({ status: 200, html: false })
    expect(found).not.toHaveProperty('page')
  })
})

describe('L4: redirects', () => {
  it('are followed, and their statuses reported', async () => {
    site.answers = { '/1': redirect(301, '/2'), '/2': redirect(308, site.url('/3#x', 'b.test')), '/3': html('There') }
    expect(await visit(site.url('/1'))).toMatchObject({
      url: site.url('/3', 'b.test'),
      redirects: [301, 308],
      status: 200,
    })
  })

  it('are followed five times at most, and not retried', async () => {
    for (let hop = 0; hop < 10; hop++) site.answers[`/${hop}`] = redirect(302, `/${hop + 1}`)
    site.answers['/10'] = html('End')
    expect(await visit(site.url('/5'))).toMatchObject({ status: 200 })
    site.asked = []
    expect(await visit(site.url('/0'))).toMatchObject({ kind: 'error', reason: 'redirects more than 5 times' })
    expect(site.asked).toHaveLength(6)
  })

  it('in a circle are refused', async () => {
    site.answers = { '/a': redirect(301, '/b'), '/b': redirect(301, '/a') }
    expect(await visit(site.url('/a'))).toMatchObject({
      kind: 'error',
      reason: 'redirects more than 5 times',
      wantsCookies: false,
    })
    expect(site.asked).toHaveLength(6)
  })

  it('to an invalid address are an error', async () => {
    site.answers['/'] = redirect(302, 'http://[')
    expect(await visit(site.url('/'))).toMatchObject({
      kind: 'error',
      reason: 'redirects to an invalid address',
    })
  })
})

describe('L4: response bodies', () => {
  const page = { 'content-type': 'text/html' }

  it('that never end are read up to half a megabyte', async () => {
    let sent = 0
    site.answers['/'] = (_request, response) => {
      response.writeHead(200, page).write('<title>Endless</title>')
      const more = () => {
        while (!response.destroyed) {
          sent += 65536
          if (!response.write(Buffer.alloc(65536, ' '))) return void response.once('drain', more)
        }
      }
      more()
    }
    expect(await visit(site.url('/'))).toMatchObject({ page: { title: 'Endless', text: '' } })
    // Data buffered at both ends comes on top.
    expect(sent).toBeLessThan(16 * 1024 * 1024)
  })

  it('that announce a gigabyte are not waited for', async () => {
    site.answers['/'] = (_request, response) =>
      void response
        .writeHead(200, { ...page, 'content-length': '1073741824' })
        .write(`<title>Huge</title>${' '.repeat(600_000)}`)
    expect(await visit(site.url('/'))).toMatchObject({ page: { title: 'Huge' } })
  })

  it('that decompress to a gigabyte are decompressed up to half a megabyte', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from('<title>Bomb</title>'), Buffer.alloc(256 * 1024 * 1024, 'x')]), {
      level: 1,
    })
    site.answers['/'] = (_request, response) =>
      void response.writeHead(200, { ...page, 'content-encoding': 'gzip' }).end(bomb)
    const found = await visit(site.url('/'))
    expect(found).toMatchObject({ page: { title: 'Bomb' } })
    expect(found.kind === 'answer' && found.page?.text.length).toBe(512 * 1024 - '<title>Bomb</title>'.length)
  })

  it('that decompress to nothing forever are read up to half a megabyte', async () => {
    const nothing = Buffer.concat(Array.from({ length: 4000 }, () => gzipSync('')))
    site.answers['/'] = (_request, response) => {
      response.writeHead(200, { ...page, 'content-encoding': 'gzip' })
      const more = () => {
        while (!response.destroyed) if (!response.write(nothing)) return void response.once('drain', more)
      }
      more()
    }
    expect(await visit(site.url('/'), { timeout: 3000, backoff: [] })).toMatchObject({
      status: 200,
      page: { title: '' },
    })
  })

  it('that drip time out, and are retried', async () => {
    site.answers['/'] = (_request, response) => {
      response.writeHead(200, page).write('<title>Slow')
      const drip = setInterval(() => response.write('.'), 5)
      response.on('close', () => clearInterval(drip))
    }
    expect(await visit(site.url('/'), { timeout: 100 })).toMatchObject({
      kind: 'error',
      reason: 'takes longer than 0.1 s',
    })
    expect(site.asked).toHaveLength(3)
  })

  it('that never begin time out', async () => {
    site.answers['/'] = () => {}
    expect(await visit(site.url('/'), { timeout: 50, backoff: [] })).toMatchObject({
      kind: 'error',
      reason: 'takes longer than 0.05 s',
    })
  })

  it('that are cut off are retried, and reported', async () => {
    const url = await startRaw(
      (socket) =>
        void socket.end(
          'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n<title>Half</title>',
        ),
    )
    const found = await visit(url)
    expect(found).toMatchObject({ status: 200, cut: true, page: { title: 'Half' } })
    expect(found).not.toHaveProperty('page.anchors')
    expect(waits).toEqual([10, 20])
  })

  it('that are whole give their anchors, and whether they are empty', async () => {
    site.answers = {
      '/': html('Page', '<i id="a"></i><a name="b"></a>'),
      '/empty': status(200, { 'content-type': 'text/html' }),
      '/app': (_request, response) =>
        response.writeHead(200, { 'content-type': 'text/html' }).end('<script src="/app.js"></script>'),
    }
    expect(await visit(site.url('/'))).toMatchObject({ page: { anchors: new Set(['a', 'b']) } })
    expect(await visit(site.url('/empty'))).toMatchObject({ page: { empty: true } })
    const app = await visit(site.url('/app'))
    expect(app).not.toHaveProperty('page.empty')
    expect(app).not.toHaveProperty('page.anchors')
  })

  it('that falsely claim to be gzip are no error', async () => {
    site.answers['/'] = (_request, response) =>
      void response.writeHead(200, { ...page, 'content-encoding': 'gzip' }).end('<title>Plain</title>')
    expect(await visit(site.url('/'))).toMatchObject({ status: 200, page: { title: '' } })
  })
})

describe('connections of a visit', () => {
  it('that the server half-closes without a response are an error', async () => {
    const url = await startRaw((socket) => void socket.end())
    expect(await visit(url)).toMatchObject({
      kind: 'error',
      network: true,
      reason: 'its host closes the connection without an answer',
    })
    expect(waits).toEqual([10, 20])
  })

  it('that are reset or refused are an error with a reason', async () => {
    const url = await startRaw((socket) => void socket.resetAndDestroy())
    expect(await visit(url)).toMatchObject({ kind: 'error', reason: 'its host resets the connection' })
    await site.stop()
    expect(await visit(site.url('/'))).toMatchObject({ kind: 'error', reason: 'its host refuses connections' })
  })

  it('that speak no HTTP are unchecked, and no error', async () => {
    const url = await startRaw((socket) => void socket.end('SSH-2.0-OpenSSH_9.9\r\n'))
    expect(await visit(url)).toMatchObject({ kind: 'refused', refusal: 'unchecked' })
  })
})

describe('retrying a visit', () => {
  /** Responds in order; the last response repeats. */
  const inOrder = (...answers: Site['answers'][string][]): Site['answers'][string] => {
    let asked = 0
    return (request, response) => answers[Math.min(asked++, answers.length - 1)]?.(request, response)
  }

  it.each([429, 500, 502, 503, 504])('waits longer after each %i', async (code) => {
    site.answers['/'] = inOrder(status(code), status(code), html('Back'))
    expect(await visit(site.url('/'))).toMatchObject({ status: 200 })
    expect(waits).toEqual([10, 20])
  })

  it('ends, and does not start after a permanent error', async () => {
    site.answers = { '/503': status(503), '/410': status(410) }
    expect(await visit(site.url('/503'))).toMatchObject({ status: 503 })
    expect(waits).toEqual([10, 20])
    expect(await visit(site.url('/410'))).toMatchObject({ status: 410 })
    expect(waits).toEqual([])
  })

  it('waits as long as Retry-After says, in seconds or until a date', async () => {
    site.answers['/'] = inOrder(
      status(429, { 'retry-after': '7' }),
      status(503, { 'retry-after': 'Mon, 23 Nov 2026 10:00:09 GMT', date: 'Mon, 23 Nov 2026 10:00:00 GMT' }),
      html('Back'),
    )
    expect(await visit(site.url('/'))).toMatchObject({ status: 200 })
    expect(waits).toEqual([7000, 9000])
  })

  it('does not retry if Retry-After is an hour', async () => {
    site.answers['/'] = status(429, { 'retry-after': '3600' })
    expect(await visit(site.url('/'))).toMatchObject({ status: 429 })
    expect(waits).toEqual([])
    expect(site.asked).toHaveLength(1)
  })

  it('happens once per host, until it answers again', async () => {
    const go = visitor()
    site.answers = { '/busy': status(503), '/good': html('Good') }
    await go(site.url('/busy'), { head: false })
    await go(site.url('/busy'), { head: false })
    expect(site.asked).toHaveLength(3 + 1)
    await go(site.url('/good'), { head: false })
    await go(site.url('/busy'), { head: false })
    expect(site.asked).toHaveLength(4 + 1 + 3)
  })
})

describe('a HEAD request', () => {
  const ask = { known: undefined, head: true }

  it('is enough if there is no title to read', async () => {
    site.answers['/'] = status(200, { 'content-type': 'application/pdf' })
    expect(await visitor()(site.url('/'), ask)).toMatchObject({ status: 200 })
    expect(site.asked).toEqual(['HEAD a.test /'])
  })

  it.each([403, 404, 405, 501, 500])('is followed by a GET if refused with %i', async (code) => {
    site.answers['/'] = (request, response) =>
      (request.method === 'HEAD' ? status(code) : html('Here'))(request, response)
    expect(await visitor()(site.url('/'), ask)).toMatchObject({ status: 200, page: { title: 'Here' } })
    expect(site.asked).toEqual(['HEAD a.test /', 'GET a.test /'])
    expect(waits).toEqual([])
  })

  it('is followed by a GET after the delay that a busy host asks for', async () => {
    site.answers['/'] = (request, response) =>
      (request.method === 'HEAD' ? status(429, { 'retry-after': '2' }) : html('Here'))(request, response)
    expect(await visitor()(site.url('/'), ask)).toMatchObject({ status: 200 })
    expect(waits).toEqual([2000])
    expect(site.asked).toEqual(['HEAD a.test /', 'GET a.test /'])
  })

  it('is followed by a GET, after a delay, if there was no response', async () => {
    site.answers['/'] = (request, response) =>
      request.method === 'HEAD' ? response.destroy() : html('Here')(request, response)
    expect(await visitor()(site.url('/'), ask)).toMatchObject({ status: 200 })
  })

  it('detects an unchanged page by 304, or by the same validator', async () => {
    const known = { url: site.url('/'), etag: '"1"', lastModified: 'Mon, 23 Nov 2026 10:00:00 GMT' }
    let sent: unknown
    site.answers['/'] = (request, response) => {
      sent = [request.headers['if-none-match'], request.headers['if-modified-since']]
      status(304)(request, response)
    }
    expect(await visitor()(site.url('/'), { known, head: true })).toMatchObject({ status: 304, unchanged: true })
    expect(sent).toEqual([known.etag, known.lastModified])
    site.answers['/'] = html('Same', '', { etag: '"1"' })
    expect(await visitor()(site.url('/'), { known, head: true })).toMatchObject({ status: 200, unchanged: true })
    expect(site.asked).toEqual(['HEAD a.test /', 'HEAD a.test /'])
  })

  it('sends validators only to the address they came from', async () => {
    const sent: unknown[] = []
    const note =
      (answer: Site['answers'][string]): Site['answers'][string] =>
      (request, response) => {
        sent.push(request.headers['if-none-match'])
        answer(request, response)
      }
    site.answers = { '/from': note(redirect(302, '/to')), '/to': note(status(304)) }
    await visitor()(site.url('/from'), { known: { url: site.url('/to'), etag: '"1"' }, head: true })
    expect(sent).toEqual([undefined, '"1"'])
  })
})

describe('the rate of visits', () => {
  it('is one request at a time to each host, with a pause between, redirects included', async () => {
    const atOnce: Record<string, number> = {}
    let most = 0
    let overall = 0
    const go = visitor({ gap: 3, wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) })
    const ends: Record<string, number[]> = {}
    const starts: Record<string, number[]> = {}
    for (let page = 0; page < 6; page++)
      site.answers[`/${page}`] = (request, response) => {
        const host = request.headers.host ?? ''
        most = Math.max(most, (atOnce[host] = (atOnce[host] ?? 0) + 1))
        overall = Math.max(
          overall,
          Object.values(atOnce).reduce((sum, count) => sum + count, 0),
        )
        ;(starts[host] ??= []).push(performance.now())
        setTimeout(() => {
          atOnce[host]!--
          ;(ends[host] ??= []).push(performance.now())
          if (page === 5) redirect(302, site.url('/0', host.startsWith('a') ? 'b.test' : 'a.test'))(request, response)
          else html('Page')(request, response)
        }, 5)
      }
    const all = ['a.test', 'b.test'].flatMap((host) =>
      [5, 0, 1, 2, 3, 4].map((page) => go(site.url(`/${page}`, host), { head: false })),
    )
    for (const found of await Promise.all(all)) expect(found).toMatchObject({ status: 200 })
    expect(most).toBe(1)
    expect(overall).toBe(2)
    for (const host of Object.keys(starts))
      starts[host]!.slice(1).forEach((start, index) => expect(start - ends[host]![index]!).toBeGreaterThan(2))
  })
})
