import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { afterEach, expect, it, vi } from 'vitest'
import { bundleArguments, bundleModule } from '../scripts/testing/processes'

/** The server with a page cache. Next's replacement reports when it renders a page, and ends it on request. */
const source = (grace: number) => `
  import { readEnv } from './lib/env.ts'
  import { createPortalServer } from './server/create-server.ts'
  import { createPageCache } from './server/page-cache/index.ts'
  import { createPageMaker } from './server/pages/make-page.ts'
  import { createRender } from './server/pages/render-with-next.ts'
  import { stopGracefully } from './server/stop.ts'
  const env = readEnv()
  const next = async (request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.write('<!DOCTYPE html><html><body>The first half, ')
    if (request.url !== '/docker') return void response.end('and no other.</body></html>')
    process.send('rendering')
    process.on('message', (message) =>
      message === 'end' ? response.end('and the second.</body></html>') : response.destroy())
  }
  const render = createRender(next, 'lectern.example')
  const makePage = createPageMaker(env, render)
  const server = createPortalServer(env, next, { cache: createPageCache(env, 'a build', render, makePage), makePage })
  stopGracefully(server, async () => {}, ${grace})
  server.listen(0, '127.0.0.1', () => process.send(server.address().port))`

vi.setConfig({ testTimeout: 60_000 })

let child: ChildProcess
afterEach(() => void child.kill('SIGKILL'))

/** Starts the server and returns its port. `ended` resolves with its log and exit code. */
async function start(grace: number) {
  child = spawn(process.execPath, bundleArguments, {
    stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, BASE_URL: 'https://lectern.example', DATABASE_URL: '', LOG_LEVEL: 'info' },
  })
  child.stdin!.end(await bundleModule(source(grace)))
  const ended = Promise.all([text(child.stdout!), once(child, 'exit')]).then(([out, [code]]) => ({
    out,
    code: code as number | null,
  }))
  const [port] = (await once(child, 'message')) as [number]
  return { port, ended }
}

/** Requests a page; null if the connection ended early. */
function ask(port: number, path = '/docker'): Promise<{ status: number; page: string } | null> {
  return new Promise((resolve) => {
    const headers = { Host: 'lectern.example', 'Accept-Encoding': 'gzip' }
    request({ host: '127.0.0.1', port, path, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', () => resolve(null))
      answer.on('end', () => {
        const body = Buffer.concat(chunks)
        const page = answer.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body
        resolve({ status: answer.statusCode ?? 0, page: page.toString() })
      })
    })
      .on('error', () => resolve(null))
      .end()
  })
}

const whole = { status: 200, page: '<!DOCTYPE html><html><body>The first half, and the second.</body></html>' }
const isRendering = () => once(child, 'message')

it('a stop during a rendering sends the whole page to everyone who waits for it', async () => {
  const { port, ended } = await start(15_000)
  const asked = Promise.all([ask(port), ask(port), ask(port)])
  await isRendering()
  child.kill('SIGTERM')
  // From now on no new connection is accepted.
  while (await ask(port, '/healthz'));
  child.send('end')
  expect(await asked).toEqual([whole, whole, whole])
  expect((await ended).code).toBe(0)
})

it('a stop during an endless rendering ends the connection and logs it', async () => {
  const { port, ended } = await start(1500)
  const asked = ask(port)
  await isRendering()
  child.kill('SIGTERM')
  expect(await asked).toBeNull()
  const { out, code } = await ended
  expect([code, out.includes('open requests are cut off')]).toEqual([1, true])
})

it('a rendering that breaks off is neither sent nor cached', async () => {
  const { port, ended } = await start(15_000)
  const asked = ask(port)
  await isRendering()
  // The page cache tries first; then the page is rendered for this request.
  const again = isRendering()
  child.send('break')
  await again
  child.send('break')
  expect((await asked)?.page ?? '').not.toContain('half')
  const next = ask(port)
  await isRendering()
  child.send('end')
  expect(await next).toEqual(whole)
  // Cached now: nothing is rendered again.
  expect(await ask(port)).toEqual(whole)
  child.kill('SIGTERM')
  expect((await ended).code).toBe(0)
})
