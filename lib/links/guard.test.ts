import { request } from 'undici'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { html, redirect, resolveTo, startSite, type Site } from '../../scripts/testing/site'
import { fetchPage } from './fetch-page'
import { createGuardedAgent, isPublicAddress, RefusedAddressError, requireWebAddress, type GuardOptions } from './guard'

let site: Site
/** A server on an address and port that must never be contacted. */
let canary: Site
const canaryAddress = process.platform === 'linux' ? '127.0.0.2' : '::1'

beforeEach(async () => {
  site = await startSite()
  canary = await startSite(canaryAddress, site.port)
})
afterEach(async () => {
  expect(canary.connections).toBe(0)
  await Promise.all([site.stop(), canary.stop()])
})

const allowSite = (address: string, port: number) => address === '127.0.0.1' && port === site.port

async function visit(url: string, options: GuardOptions = {}) {
  const agent = createGuardedAgent({ allow: allowSite, lookup: resolveTo('127.0.0.1'), ...options })
  try {
    return await fetchPage(url, 'GET', undefined, {
      agent,
      inTurn: (_host, task) => task(),
      timeout: 5000,
      maxRedirects: 5,
      maxBytes: 1000,
    })
  } finally {
    await agent.destroy()
  }
}

describe('L4: isPublicAddress', () => {
  it.each(['8.8.8.8', '93.184.216.34', '172.32.0.1', '100.128.0.1', '2606:4700::6810:84e5', '::ffff:8.8.8.8'])(
    'accepts %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true)
    },
  )

  it.each([
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '0.1.2.3',
    '169.254.169.254',
    '100.64.0.1',
    '100.127.255.255',
    '198.18.0.1',
    '198.19.255.255',
    '192.0.0.1',
    '192.0.2.1',
    '198.51.100.1',
    '203.0.113.1',
    '192.88.99.1',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd12::1',
    'fec0::1',
    'ff02::1',
    '2001:db8::1',
    '100::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::127.0.0.1',
    '::7f00:1',
    '::ffff:0:127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001:0:1::1',
    '2001:2::1',
    '5f00::1',
    '3fff::1',
    'example.org',
    '',
  ])('refuses %s', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
})

describe('L4: the guarded client', () => {
  it('reaches allowed addresses', async () => {
    site.answers['/'] = html('Here')
    expect(await visit(site.url('/'))).toMatchObject({ kind: 'answer', status: 200 })
  })

  // 127.0.0.2 in decimal, octal, hexadecimal, short and IPv6 form.
  it.each([
    '127.0.0.2',
    '2130706434',
    '0177.0.0.2',
    '0x7f000002',
    '127.2',
    '[::ffff:127.0.0.2]',
    '[::ffff:7f00:2]',
    '[::1]',
    '0',
    '[::]',
    '10.0.0.1',
    '169.254.169.254',
  ])('does not connect to %s', async (host) => {
    expect(await visit(`http://${host}:${site.port}/`)).toMatchObject({ kind: 'refused', refusal: 'unreachable' })
  })

  it('does not connect if a name resolves to a private address', async () => {
    const found = await visit(site.url('/'), { lookup: resolveTo(canaryAddress) })
    expect(found).toMatchObject({
      kind: 'refused',
      refusal: 'unreachable',
      reason: `${canaryAddress} is not an address of the public internet`,
    })
  })

  it('connects only to the public addresses of a name with both kinds', async () => {
    site.answers['/'] = html('Here')
    const both = [
      { address: canaryAddress, family: canaryAddress.includes(':') ? 6 : 4 },
      { address: '127.0.0.1', family: 4 },
    ]
    expect(await visit(site.url('/'), { lookup: (_name, _options, callback) => callback(null, both) })).toMatchObject({
      status: 200,
    })
  })

  it("checks the address at each connection, so that a name can't be rebound", async () => {
    site.answers['/'] = (_request, response) => response.writeHead(200, { connection: 'close' }).end()
    const agent = createGuardedAgent({ allow: allowSite, lookup: resolveTo('127.0.0.1', canaryAddress) })
    const first = await request(site.url('/'), { dispatcher: agent })
    await first.body.dump()
    await expect(request(site.url('/'), { dispatcher: agent })).rejects.toThrow(RefusedAddressError)
    expect(site.connections).toBe(1)
    await agent.destroy()
  })

  it.each([301, 302, 303, 307, 308])('does not follow a %i to a private address', async (code) => {
    const target = `http://${canaryAddress.includes(':') ? `[${canaryAddress}]` : canaryAddress}:${site.port}/`
    site.answers['/'] = redirect(code, target)
    expect(await visit(site.url('/'))).toMatchObject({
      kind: 'refused',
      refusal: 'unreachable',
      reason: expect.stringContaining(`redirects to ${target}`),
    })
  })

  it('does not follow a redirect to a name of a private address', async () => {
    site.answers['/'] = redirect(302, site.url('/', 'inside.test'))
    const lookup = resolveTo('127.0.0.1', canaryAddress)
    expect(await visit(site.url('/'), { lookup })).toMatchObject({ kind: 'refused', refusal: 'unreachable' })
  })

  it.each(['file:///etc/passwd', 'gopher://a.test:70/1', 'ftp://a.test/', 'javascript:alert(1)', 'data:text/html,x'])(
    'does not follow a redirect to %s',
    async (target) => {
      site.answers['/'] = redirect(302, target)
      expect(await visit(site.url('/'))).toMatchObject({
        kind: 'refused',
        refusal: 'unreachable',
        reason: expect.stringContaining('addresses are not web addresses'),
      })
    },
  )

  it('does not follow a redirect that carries a name and password', async () => {
    site.answers['/'] = redirect(302, `http://user:word@a.test:${site.port}/next`)
    expect(await visit(site.url('/'))).toMatchObject({ kind: 'refused', refusal: 'unchecked' })
    expect(site.asked).toEqual(['GET a.test /'])
  })

  it('connects only to ports 80 and 443, and calls other ports unchecked', async () => {
    const port22 = await visit('http://a.test:22/', { lookup: resolveTo('8.8.8.8') })
    expect(port22).toMatchObject({
      kind: 'refused',
      refusal: 'unchecked',
      reason: 'port 22 is not checked, only 80 and 443 are',
    })
    expect(await visit('http://8.8.8.8:6379/')).toMatchObject({ kind: 'refused', refusal: 'unchecked' })
  })

  it('fails if a name has no address', async () => {
    expect(await visit(site.url('/'), { lookup: (_name, _options, callback) => callback(null, []) })).toMatchObject({
      kind: 'error',
    })
  })

  it('accepts http and https without name or password', () => {
    expect(() => requireWebAddress(new URL('https://example.org/'))).not.toThrow()
    expect(() => requireWebAddress(new URL('https://:word@example.org/'))).toThrow(RefusedAddressError)
    expect(() => requireWebAddress(new URL('ws://example.org/'))).toThrow(RefusedAddressError)
  })
})
