import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createServer as createListener, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { report } from './report'

// A real Caddy with deploy/Caddyfile, before a portal that knows one file of another build.
const immutable = 'public, max-age=31536000, immutable'
const folder = mkdtempSync(path.join(tmpdir(), 'lectern-front-'))
const chunks = path.join(folder, 'static/chunks')
let portal: Server
let caddy: ChildProcess
let origin: string

beforeAll(async () => {
  mkdirSync(chunks, { recursive: true })
  mkdirSync(path.join(folder, 'pages'))
  writeFileSync(
    path.join(folder, 'headers.caddy'),
    '(headers) {\n\theader X-Content-Type-Options nosniff\n}\n(policy-of-pages) {\n\theader Content-Security-Policy "default-src \'self\'"\n}\n',
  )
  for (const name of ['new.js', 'a b.js', 'gone.js', '[slug].js', 'unreadable.js'])
    writeFileSync(path.join(chunks, name), 'new()')
  writeFileSync(path.join(folder, 'pages/about.html'), '<title>About</title>')
  portal = createServer((request, response) => {
    if (request.url === '/readyz') return void response.end('ready')
    const isOld = request.url === '/_next/static/chunks/old.js' && request.method === 'GET'
    response.writeHead(isOld ? 200 : request.method === 'GET' || request.method === 'HEAD' ? 404 : 405, {
      'Cache-Control': isOld ? immutable : 'no-store',
      'X-Answered-By': 'portal',
    })
    response.end(isOld ? 'old()' : 'no')
  })
  portal.listen(0, '127.0.0.1')
  await once(portal, 'listening')
  const probe = createListener().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  origin = `http://127.0.0.1:${port}`
  const config = path.join(folder, 'Caddyfile')
  writeFileSync(config, `{\n\tadmin off\n}\n${readFileSync('deploy/Caddyfile', 'utf8')}`)
  // Root reads every file.
  const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
  chmodSync(folder, 0o755)
  chmodSync(path.join(chunks, 'unreadable.js'), 0o000)
  caddy = spawn('caddy', ['run', '--config', config, '--adapter', 'caddyfile'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      HOME: folder,
      XDG_DATA_HOME: folder,
      SITE: origin,
      PORTALS: `127.0.0.1:${(portal.address() as AddressInfo).port}`,
      PREPARED: folder,
    },
    ...user,
  })
  let said = ''
  caddy.stderr?.on('data', (chunk: Buffer) => void (said += chunk.toString()))
  await Promise.race([
    once(caddy, 'exit').then(() => Promise.reject(new Error(`Caddy ended: ${said}`))),
    (async () => {
      while (caddy.exitCode === null && !(await fetch(origin).catch(() => undefined))) await wait(50)
    })(),
  ])
})
afterAll(async () => {
  portal.close()
  if (caddy.kill()) await once(caddy, 'exit')
  rmSync(folder, { recursive: true, force: true })
})

async function ask(address: string, method = 'GET') {
  const answer = await fetch(origin + address, { method, redirect: 'manual' })
  return {
    status: answer.status,
    caching: answer.headers.get('cache-control'),
    by: answer.headers.get('x-answered-by'),
    body: await answer.text(),
  }
}

describe('the front server', () => {
  it.each(['new.js', 'a%20b.js', '[slug].js', '%5Bslug%5D.js', 'new.js?v=1'])(
    'lets caches keep the file %s of this build for a year',
    async (name) => {
      expect(await ask(`/_next/static/chunks/${name}`)).toEqual({
        status: 200,
        caching: immutable,
        by: null,
        body: 'new()',
      })
    },
  )

  it('R25: lets no cache keep an answer that is no file', async () => {
    unlinkSync(path.join(chunks, 'gone.js'))
    const addresses = [
      'chunks/missing.js',
      'chunks/gone.js',
      'chunks/',
      'chunks',
      '',
      '.',
      'chunks/new.js/',
      'chunks//missing.js',
      'chunks/new.js/x',
      'chunks/..%2f..%2fpages/about.html',
      '../../pages/about.html',
      '%00',
      'chunks/*',
      'chunks/unreadable.js',
      `${'x'.repeat(300)}.js`,
    ]
    const cases = [
      ...addresses.map((address) => ({ address, method: 'GET' })),
      ...['POST', 'PUT', 'DELETE', 'OPTIONS'].map((method) => ({ address: 'chunks/new.js', method })),
    ]
    const wrong = []
    for (const { address, method } of cases) {
      const answer = await ask(`/_next/static/${address}`, method)
      if (answer.status < 400 || answer.caching !== 'no-store') wrong.push({ address, method, ...answer })
    }
    expect(wrong).toEqual([])
    report('R25', '', `${cases.length} kinds of requests for what is no file, through Caddy: 0 that a cache may keep`)
  })

  it('R25: answers a file of another build as the portals do, so a page opened before an update keeps its script', async () => {
    expect(await ask('/_next/static/chunks/old.js')).toEqual({
      status: 200,
      caching: immutable,
      by: 'portal',
      body: 'old()',
    })
  })

  it('finds a file that an update brings later, after its 404', async () => {
    expect((await ask('/_next/static/chunks/later.js')).caching).toBe('no-store')
    writeFileSync(path.join(chunks, 'later.js'), 'later()')
    expect(await ask('/_next/static/chunks/later.js')).toMatchObject({ status: 200, body: 'later()' })
  })

  it('lets no cache keep the error where no portal answers', async () => {
    portal.closeAllConnections()
    portal.close()
    await once(portal, 'close')
    expect(await ask('/about')).toMatchObject({ status: 200 })
    const { status, caching } = await ask('/_next/static/chunks/missing.js')
    expect([status, caching]).toEqual([expect.toBeOneOf([502, 503]), 'no-store'])
  })
})
