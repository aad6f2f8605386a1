import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { providers } from '../scripts/testing/databases'
import { forAll, openPortal, password, type Portal } from './portal'
import { getContent } from './prepared'
import { report } from './report'
import { prepareWrite, writes, type Fields } from './routes'

// Invalid, too large and endless bodies, and unknown ids.

describe.each(providers)('on %s', (provider) => {
  let portal: Portal
  beforeAll(async () => void (portal = await openPortal(provider)))
  afterAll(() => portal.stop())

  it('F5: JSON that can’t be read is refused with 400 by every write', async () => {
    const broken: (string | Uint8Array)[] = [
      '{',
      '',
      'null',
      '\ufeff{}',
      Buffer.from('\ufeff{}', 'utf16le'),
      Buffer.from([0x7b, 0xff, 0x7d]),
      '[]',
      '{"a":1}}',
      '{a:1}',
      "{'a':1}",
      'undefined',
      '{"a":"\\ud800\\"}',
    ]
    for (const write of writes) {
      const { context } = await prepareWrite(portal, write)
      const before = await portal.checksum()
      await forAll(broken, async (body) => {
        const { status } = await portal.ask(write.path, {
          method: 'POST',
          body,
          headers: {
            origin: portal.origin,
            'content-type': 'application/json',
            cookie: write.who === 'anyone' ? null : context.member.cookie,
          },
        })
        expect([write.path, body, status]).toEqual([write.path, body, 400])
      })
      expect(await portal.checksum()).toBe(before)
    }
    report('F5', provider, `${writes.length} writes × ${broken.length} bodies: 400, 0 rows changed`)
  })

  it('F6: unknown ids are refused, and nothing is written', async () => {
    const { cookie } = await portal.signUp()
    const withdrawn = Array.from({ length: 10 }, (_, index) => `withdrawn-${index}`)
    await portal.database.listedResource.createMany({
      data: withdrawn.map((id) => ({ id, href: `https://gone.example/${id}`, title: id, kind: 'tutorial' })),
    })
    const absent = [
      '0123456789abcdef',
      ...['constructor', 'tostring', 'hasownproperty', 'null', 'undefined', '0', '-', 'x'.repeat(64)],
      getContent().heads[0] ?? '',
    ]
    const malformed = ['', ' ', 'UPPER', 'a b', 'a/b', '../a', 'x'.repeat(65), 'ä', '%00', '__proto__']
    const before = await portal.checksum()
    for (const write of writes.filter(({ family }) => family === 'marks'))
      for (const [status, ids] of [
        [404, [...absent, ...withdrawn]],
        [422, malformed],
      ] as const)
        await forAll(ids, async (resource) => {
          const body: Fields = {
            ...write.body({
              member: { id: '', email: '', password: '', cookie: '' },
              given: '',
              tutorial: '',
              another: '',
              tool: '',
            }),
            resource,
          }
          expect([write.path, resource, (await portal.post(write.path, body, cookie)).status]).toEqual([
            write.path,
            resource,
            status,
          ])
          // Nor is a guest created.
          expect((await portal.post(write.path, body)).status).toBe(status)
        })
    await forAll([...absent, 'x'.repeat(32)], async (session) =>
      expect((await portal.post('/api/account/sessions/end', { session, password }, cookie)).status).toBe(404),
    )
    expect(await portal.checksum()).toBe(before)
    report(
      'F6',
      provider,
      `${absent.length + withdrawn.length} absent: 404; ${malformed.length} malformed: 422; 0 rows changed`,
    )
  })

  it('F4: an email address has one account in every spelling', async () => {
    const name = `bea.${randomUUID().slice(0, 8)}`
    const signUp = (email: string) => portal.post('/api/sign-up', { name: 'Bea', email, password })
    const accounts = () => portal.database.user.count({ where: { email: { contains: name.slice(4) } } })
    const links = (email: string) => portal.mailbox.mails.filter(({ to, token }) => to === email && token)
    const follow = (email: string) =>
      Promise.all(links(email).map(({ token }) => portal.post('/api/confirm-email', { token, password })))
    const together = await Promise.all(Array.from({ length: 20 }, () => signUp(`${name}@example.org`)))
    expect(together.map(({ status }) => status)).toEqual(together.map(() => 200))
    await vi.waitUntil(() => links(`${name}@example.org`).length >= 5, { timeout: 30_000, interval: 20 })
    const followed = await follow(`${name}@example.org`)
    expect(followed.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(followed.filter(({ status }) => status >= 500)).toEqual([])
    expect(await accounts()).toBe(1)
    const same = [
      `${name}@EXAMPLE.org`,
      `${name.toUpperCase()}@example.org`,
      ` ${name}@example.org `,
      `\t${name}@Example.ORG\n`,
      `\u00a0${name}@example.org`,
    ]
    for (const each of same) expect((await signUp(each)).status, JSON.stringify(each)).toBeLessThan(500)
    const refused = [
      `${name}＠example.org`,
      `${name}@ex..ample.org`,
      `${name}@@example.org`,
      `${name}@example.org,x@example.org`,
      `${name}@exa mple.org`,
      `${name}@example.org\nBcc: x@example.org`,
      `<${name}@example.org>`,
      `"${name}"@example.org`,
      `${name}@${'x'.repeat(250)}.org`,
      `${name}@example.org\0`,
      `${name}\u200b@example.org`,
    ]
    for (const each of refused) expect([400, 422], JSON.stringify(each)).toContain((await signUp(each)).status)
    expect(await accounts()).toBe(1)
    // A host is the same in Unicode and in Punycode.
    for (const each of [`${name}@exämple.org`, `${name}@xn--exmple-cua.org`, `${name}@EXÄMPLE.org`])
      expect((await signUp(each)).status, each).toBe(200)
    // The test server returns hosts in Unicode.
    await vi.waitUntil(() => links(`${name}@exämple.org`).length > 0, { timeout: 30_000, interval: 20 })
    await follow(`${name}@exämple.org`)
    expect(await accounts()).toBe(2)
    // A suffix after a plus makes another address.
    expect((await signUp(`${name}+shop@example.org`)).status).toBe(200)
    await vi.waitUntil(() => links(`${name}+shop@example.org`).length > 0, { timeout: 30_000, interval: 20 })
    await follow(`${name}+shop@example.org`)
    expect(await accounts()).toBe(3)
    report(
      'F4',
      provider,
      `20 at once: 1 account; ${same.length} spellings: the same; ${refused.length} that are none: refused`,
    )
  })
})

describe('F3: a body that is too large', () => {
  let portal: Portal
  beforeAll(async () => void (portal = await openPortal('sqlite')))
  afterAll(() => portal.stop())

  /** Returns the server's memory in MB. */
  function readMemory(): number {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(portal.process.pid)], { encoding: 'utf8' })) / 1024
  }

  async function open(headers: string[]): Promise<Socket> {
    const socket = connect(portal.port, '127.0.0.1')
    socket.on('error', () => {})
    await once(socket, 'connect')
    socket.write(
      [
        `POST /api/sign-out HTTP/1.1`,
        `Host: localhost:${portal.port}`,
        `Origin: ${portal.origin}`,
        'Content-Type: application/json',
        ...headers,
        '',
        '',
      ].join('\r\n'),
    )
    return socket
  }

  /** Sends pieces until the response, and returns its status and the number of bytes sent. */
  async function pour(socket: Socket, pieces: Iterable<Uint8Array>): Promise<{ status: number; sent: number }> {
    let answer = ''
    let sent = 0
    socket.on('data', (chunk: Buffer) => (answer += String(chunk)))
    const answered = new Promise<void>((resolve) => {
      socket.once('data', () => resolve())
      socket.once('close', () => resolve())
    })
    for (const piece of pieces) {
      if (answer || socket.destroyed) break
      sent += piece.length
      if (!socket.write(piece)) await Promise.race([once(socket, 'drain').catch(() => {}), answered])
      await new Promise((resolve) => setImmediate(resolve))
    }
    await answered
    socket.destroy()
    return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0), sent }
  }

  function* repeat(times: number, make: () => Uint8Array): Generator<Uint8Array> {
    for (let index = 0; index < times; index++) yield make()
  }
  const piece = new Uint8Array(64 * 1024).fill(97)
  const chunk = Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')])

  it('F3: is refused with 413 long before its end, announced or not, and costs no memory', async () => {
    const large = 100 * 1024 * 1024
    // Memory that the first requests allocate does not count.
    for (let index = 0; index < 5; index++)
      await pour(
        await open([`Content-Length: ${large}`]),
        repeat(large / piece.length, () => piece),
      )
    const before = readMemory()
    const outcomes = []
    for (let index = 0; index < 10; index++) {
      outcomes.push(
        await pour(
          await open([`Content-Length: ${large}`]),
          repeat(large / piece.length, () => piece),
        ),
      )
      outcomes.push(
        await pour(
          await open(['Transfer-Encoding: chunked']),
          repeat(large / piece.length, () => chunk),
        ),
      )
    }
    const grown = readMemory() - before
    const most = Math.max(...outcomes.map(({ sent }) => sent))
    report(
      'F3',
      '100 MB, 20 times',
      `413 after at most ${(most / 1024 / 1024).toFixed(1)} MB handed to the network, memory ${grown.toFixed(0)} MB more`,
    )
    expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map(() => 413))
    // The server does not read what the network's buffers hold.
    expect(most).toBeLessThan(16 * 1024 * 1024)
    // Of 2,000 MB. Node frees memory late.
    expect(grown).toBeLessThan(200)
  })

  it('F3: that lies about its length, or is compressed, is refused', async () => {
    const lies: [string[], string | Uint8Array, number[]][] = [
      [['Content-Length: 2', 'Connection: close'], '{}{"more":1}', [200, 400]],
      [['Content-Length: -1'], '{}', [400]],
      [['Content-Length: 1e3'], '{}', [400]],
      [['Content-Length: 2', 'Content-Length: 3'], '{}', [400]],
      [['Content-Length: 2', 'Transfer-Encoding: chunked'], '2\r\n{}\r\n0\r\n\r\n', [400]],
      [['Transfer-Encoding: chunked'], 'fffffffffffffffff\r\n{}', [400]],
      [['Transfer-Encoding: chunked'], 'zz\r\n{}', [400]],
      [['Transfer-Encoding: gzip, chunked'], '2\r\n{}\r\n0\r\n\r\n', [400, 403, 415, 501]],
    ]
    for (const [headers, body, allowed] of lies)
      expect(allowed, headers.join()).toContain((await pour(await open(headers), [Buffer.from(body)])).status)
    const bomb = gzipSync(Buffer.alloc(10 * 1024 * 1024, 97))
    expect(bomb.length).toBeLessThan(16 * 1024)
    const before = readMemory()
    for (let index = 0; index < 20; index++)
      expect([400, 415]).toContain(
        (await pour(await open(['Content-Encoding: gzip', `Content-Length: ${bomb.length}`]), [bomb])).status,
      )
    expect(readMemory() - before).toBeLessThan(20)
    report('F3', 'lies', `${lies.length} forms refused or cut; 20 gzip bombs of 10 MB not unpacked`)
    expect((await portal.ask('/api/health')).status).toBe(200)
  })
})
