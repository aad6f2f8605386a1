import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { createServer as listenTo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findFreePort } from '../scripts/testing/postgres'
import { openPortal, type Portal } from './portal'
import { report } from './report'

// Mozilla's scanner against a portal behind HTTPS, as in production. It is no dependency, since it brings 230 packages
// and a script that downloads lists at each installation.

const scanner = '@mdn/mdn-http-observatory'
const folder = path.resolve('.cache/observatory')
const installed = path.join(folder, 'node_modules', scanner)

let portal: Portal
let front: Server
let port: number
let certificate: string
/** Whether the proxy passes the policy of pages on. */
let isWhole = true

beforeAll(async () => {
  install()
  port = await findFreePort()
  portal = await openPortal('sqlite', { BASE_URL: `https://localhost:${port}` })
  front = await startFront()
})
afterAll(async () => {
  front.close()
  await portal.stop()
  rmSync(path.dirname(certificate), { recursive: true, force: true })
})

function install(): void {
  if (existsSync(path.join(installed, 'conf/hsts-preload.json'))) return
  mkdirSync(folder, { recursive: true })
  execFileSync(
    'npm',
    [
      'install',
      '--no-save',
      '--no-package-lock',
      '--ignore-scripts',
      '--no-audit',
      '--prefix',
      folder,
      `${scanner}@1.4.8`,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  // The HSTS preload list, which the scanner would download; this site is not on it.
  writeFileSync(path.join(installed, 'conf/hsts-preload.json'), '{}')
}

/** Starts a proxy like in production: with a certificate, and a redirect from plain HTTP. */
async function startFront(): Promise<Server> {
  const kept = mkdtempSync(path.join(tmpdir(), 'lectern-certificate-'))
  const key = path.join(kept, 'key.pem')
  certificate = path.join(kept, 'certificate.pem')
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      key,
      '-out',
      certificate,
      '-days',
      '2',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost',
    ],
    { stdio: 'ignore' },
  )
  const secure = createSecureServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (asked, answer) => {
    const passed = request({
      host: '127.0.0.1',
      port: portal.port,
      path: asked.url,
      method: asked.method,
      headers: asked.headers,
    })
    passed.on('response', (response) => {
      const headers = { ...response.headers }
      if (!isWhole) delete headers['content-security-policy']
      answer.writeHead(response.statusCode ?? 502, headers)
      response.pipe(answer)
    })
    asked.pipe(passed)
  })
  const plain = createServer((asked, answer) =>
    answer.writeHead(301, { location: `https://localhost:${port}${asked.url}` }).end(),
  )
  // One port for both, since the scanner supports no other; a TLS connection begins with byte 22.
  const server = listenTo((socket) => {
    socket.on('error', () => {})
    socket.once('data', (first: Buffer) => {
      socket.pause()
      socket.unshift(first)
      ;(first[0] === 22 ? secure : plain).emit('connection', socket)
      process.nextTick(() => socket.resume())
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return server
}

interface Scan {
  scan: { grade: string; score: number; testsPassed: number; testsQuantity: number }
  tests: Record<string, { pass: boolean; result: string }>
}

async function scan(): Promise<Scan> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [path.join(installed, 'src/scan.js'), `localhost:${port}`],
    { env: { ...process.env, NODE_EXTRA_CA_CERTS: certificate } },
  )
  return JSON.parse(stdout) as Scan
}

it('H2: a portal is graded A+ by Mozilla’s observatory, with at least 130 points and every test passed', async () => {
  const { scan: result, tests } = await scan()
  expect(Object.entries(tests).filter(([, { pass }]) => !pass)).toEqual([])
  report(
    'H2',
    '',
    `${result.grade}, ${result.score} points, ${result.testsPassed} of ${result.testsQuantity} tests passed`,
  )
  expect([result.grade, result.testsPassed]).toEqual(['A+', result.testsQuantity])
  expect(result.score).toBeGreaterThanOrEqual(130)
})

it('H2: control: a portal without its policy is not graded A+', async () => {
  isWhole = false
  const { scan: result } = await scan()
  isWhole = true
  expect(result.grade).not.toBe('A+')
  expect(result.score).toBeLessThan(100)
})
