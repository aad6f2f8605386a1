import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createServer as createListener, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { report } from './report'

// A real Caddy with deploy/Caddyfile, in front of a portal with one file.
const immutable = 'public, max-age=31536000, immutable'
const folder = mkdtempSync(path.join(tmpdir(), 'lectern-front-'))
let portal: Server
let caddy: ChildProcess
let origin: string

beforeAll(async () => {
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
  caddy = spawn('caddy', ['run', '--config', config, '--adapter', 'caddyfile'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      HOME: folder,
      XDG_DATA_HOME: folder,
      SITE: origin,
      PORTALS: `127.0.0.1:${(portal.address() as AddressInfo).port}`,
    },
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
  it('R25: passes on the headers that the portal sends with files and 404s', async () => {
    expect(await ask('/_next/static/chunks/old.js')).toEqual({
      status: 200,
      caching: immutable,
      by: 'portal',
      body: 'old()',
    })
    for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS'])
      expect(await ask('/_next/static/chunks/missing.js', method)).toMatchObject({ caching: 'no-store', by: 'portal' })
  })

  it('R25: makes caches keep no error of an unavailable portal', async () => {
    portal.closeAllConnections()
    portal.close()
    await once(portal, 'close')
    const { status, caching } = await ask('/_next/static/chunks/missing.js')
    expect([status, caching]).toEqual([expect.toBeOneOf([502, 503]), 'no-store'])
    report('R25', '', 'files and errors through Caddy as the portal sends them; without a portal 502 and no-store')
  })
})
