import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runTogether } from '@/scripts/testing/processes'
import { UserFacingError, readEnv, readSecret, variableNames } from './env'

describe('the configuration', () => {
  const defaults = {
    port: 3000,
    host: 'localhost',
    dataDir: path.resolve('data'),
    database: { provider: 'sqlite', url: `file:${path.resolve('data/lectern.db')}` },
    baseUrl: 'http://localhost:3000',
    publicUrl: null,
    signUp: 'open',
    guests: true,
    trustedProxies: [],
    github: undefined,
    mail: undefined,
    securityContact: undefined,
    quotas: { guest: { marks: 2000, noteBytes: 1_048_576 }, account: { marks: 10_000, noteBytes: 5_242_880 } },
    changesPerMinute: { reader: 600, network: 6000 },
    lowDisk: 67_108_864,
    logLevel: 'info',
    metricsToken: undefined,
  }

  it('requires no variables', () => {
    expect(readEnv({})).toEqual(defaults)
  })

  it('treats an empty variable as unset', () => {
    expect(readEnv(Object.fromEntries(variableNames.map((name) => [name, ''])))).toEqual(defaults)
  })

  it('has the SQLite file in DATA_DIR and listens on PORT', () => {
    expect(readEnv({ DATA_DIR: '/srv/lectern', PORT: '8080' })).toMatchObject({
      port: 8080,
      dataDir: '/srv/lectern',
      database: { provider: 'sqlite', url: 'file:/srv/lectern/lectern.db' },
      baseUrl: 'http://localhost:8080',
    })
  })

  it.each([
    ['file:./here.db', `file:${path.resolve('here.db')}`],
    ['file:here.db', `file:${path.resolve('here.db')}`],
    ['file:../up.db', `file:${path.resolve('../up.db')}`],
    ['file:/srv/a.db', 'file:/srv/a.db'],
    ['file:///srv/a.db', 'file:/srv/a.db'],
    ['file:/srv/a b.db', 'file:/srv/a b.db'],
  ])('makes %s absolute and encodes it for libSQL', (given, absolute) => {
    expect(readEnv({ DATABASE_URL: given }).database).toEqual({ provider: 'sqlite', url: absolute })
  })

  it.each(['postgresql://lectern:secret@db:5432/lectern?sslmode=require', 'postgres://db/lectern'])(
    'does not change %s',
    (url) => {
      expect(readEnv({ DATABASE_URL: url }).database).toEqual({ provider: 'postgresql', url })
    },
  )

  it('removes slashes from the end of BASE_URL', () => {
    expect(readEnv({ BASE_URL: 'https://learn.example.org//' }).baseUrl).toBe('https://learn.example.org')
  })

  it.each([
    ['https://learn.example.org/', 'https://learn.example.org'],
    ['http://10.0.0.7:3000', 'http://10.0.0.7:3000'],
    ['http://localhost:4000', null],
    ['http://portal.localhost', null],
    ['http://127.0.0.1:3000/', null],
    ['http://[::1]:3000', null],
    ['https://localhost.example.org', 'https://localhost.example.org'],
  ])('with BASE_URL %s has the public address %s', (given, publicUrl) => {
    expect(readEnv({ BASE_URL: given, INSECURE_HTTP: '1' }).publicUrl).toBe(publicUrl)
  })

  it('S3: listens only locally until BASE_URL is set, or on HOST', () => {
    expect(readEnv({}).host).toBe('localhost')
    expect(readEnv({ BASE_URL: 'https://learn.example.org' }).host).toBeNull()
    expect(readEnv({ BASE_URL: 'https://learn.example.org', HOST: '10.0.0.7' }).host).toBe('10.0.0.7')
    for (const HOST of ['localhost', '127.0.0.1', '127.1.2.3', '::1']) expect(readEnv({ HOST }).host).toBe(HOST)
  })

  it('ignores a HOST that a shell set to the machine’s name', () => {
    expect(readEnv({ HOST: hostname() }).host).toBe('localhost')
  })

  it.each(['0.0.0.0', '::', '10.0.0.7', 'fe80::1'])('S3: requires BASE_URL if HOST is %s', (HOST) => {
    expect(catchError(() => readEnv({ HOST })).message).toMatch(/^BASE_URL must be set if HOST is [^\n]+\.$/)
    expect(readEnv({ HOST, BASE_URL: 'http://localhost:3000' }).host).toBe(HOST)
  })

  it.each([
    'http://learn.example.org',
    'HTTP://learn.example.org',
    'http://10.0.0.7:3000',
    'http://localhost.example.org',
  ])('S3: refuses %s unless INSECURE_HTTP allows it', (BASE_URL) => {
    for (const INSECURE_HTTP of [undefined, '', '0']) {
      const error = catchError(() => readEnv({ BASE_URL, INSECURE_HTTP }))
      expect(error).toBeInstanceOf(UserFacingError)
      expect(error.message).toMatch(/^BASE_URL must begin with https:[^\n]+INSECURE_HTTP=1[^\n]+\.$/)
    }
    expect(readEnv({ BASE_URL, INSECURE_HTTP: '1' }).baseUrl).toBe(BASE_URL.toLowerCase())
  })

  it.each([
    ['security@example.org', 'mailto:security@example.org'],
    ['a&b@bücher.example', 'mailto:a%26b@xn--bcher-kva.example'],
    ['https://example.org/report', 'https://example.org/report'],
  ])('accepts the security contact %s', (given, securityContact) => {
    expect(readEnv({ SECURITY_CONTACT: given })).toMatchObject({ securityContact })
  })

  it.each<[string, number | string[]]>([
    ['1', 1],
    ['10.0.0.0/8, 127.0.0.1,fd00::/8', ['10.0.0.0/8', '127.0.0.1', 'fd00::/8']],
  ])('accepts %s as trusted proxies', (given, trustedProxies) => {
    expect(readEnv({ TRUSTED_PROXIES: given })).toMatchObject({ trustedProxies })
  })

  it('offers GitHub only if both of its variables are set', () => {
    expect(readEnv({ GITHUB_CLIENT_ID: 'id', GITHUB_CLIENT_SECRET: 'secret' }).github).toEqual({
      clientId: 'id',
      clientSecret: 'secret',
    })
    expect(readEnv({ GITHUB_CLIENT_ID: 'id' }).github).toBeUndefined()
    expect(readEnv({ GITHUB_CLIENT_SECRET: 'secret', GITHUB_CLIENT_ID: '' }).github).toBeUndefined()
  })

  const server = 'smtps://lectern:pa%23ss@mail.example.org:465'
  it.each([
    'lectern@example.org',
    'Lectern <lectern@example.org>',
    'The reading room, Ostend <a.b+c@mail.example.org>',
  ])('sends mail from %s', (from) => {
    expect(readEnv({ SMTP_URL: server, MAIL_FROM: from }).mail).toEqual({ server, from })
  })

  it.each([
    [{ SMTP_URL: server }, 'MAIL_FROM'],
    [{ SMTP_URL: server, MAIL_FROM: '' }, 'MAIL_FROM'],
    [{ MAIL_FROM: 'lectern@example.org' }, 'SMTP_URL'],
  ])('names the missing mail variable, without the password: %j', (source, name) => {
    const error = catchError(() => readEnv(source))
    expect(error).toBeInstanceOf(UserFacingError)
    expect(error.message).toMatch(new RegExp(`^${name} must be set too: [^\\n]+\\.$`))
    expect(error.message).not.toContain('pa%23ss')
  })

  const wrong: [name: string, value: string][] = [
    ...['abc', '-1', '65536', '99999', '3000.5', '0x10', ' 3000', '1e3', '123456'].map((value): [string, string] => [
      'PORT',
      value,
    ]),
    ...['mysql://localhost/x', 'lectern.db', 'file:', 'postgresql://', 'http://x/y', ' file:a.db'].map(
      (value): [string, string] => ['DATABASE_URL', value],
    ),
    ...['localhost:3000', 'ftp://example.org', 'example.org', '/learn', 'javascript:alert(1)'].map(
      (value): [string, string] => ['BASE_URL', value],
    ),
    ...['loud', 'INFO', '30'].map((value): [string, string] => ['LOG_LEVEL', value]),
    ...['x'.repeat(15), 'sixteen and spaces', 'sixteen\ncharacters'].map((value): [string, string] => [
      'METRICS_TOKEN',
      value,
    ]),
    ...['x'.repeat(31), 'x'.repeat(64), 'better-auth-secret-12345678901234567890'].map((value): [string, string] => [
      'AUTH_SECRET',
      value,
    ]),
    ...['example.org', '0', '300.0.0.1', '127.0.0.1:3000', '[::1]'].map((value): [string, string] => ['HOST', value]),
    ...['yes', 'true', '2'].map((value): [string, string] => ['INSECURE_HTTP', value]),
    ...['OPEN', 'invite', 'off', '1'].map((value): [string, string] => ['SIGN_UP', value]),
    ...['ON', 'no', '0', 'closed'].map((value): [string, string] => ['GUESTS', value]),
    ...['proxy.example.org', '10.0.0.0/33', '10.0.0.1;10.0.0.2', '-1', '10.0.0.0/8, *'].map(
      (value): [string, string] => ['TRUSTED_PROXIES', value],
    ),
    ...[
      'mail.example.org',
      'http://mail.example.org',
      'smtp:',
      'smtp://',
      'smtp://user:pa#ss/word@mail',
      'mailto:a@b.org',
    ].map((value): [string, string] => ['SMTP_URL', value]),
    ...['security', 'http://example.org/report', 'a@b', 'mailto:'].map((value): [string, string] => [
      'SECURITY_CONTACT',
      value,
    ]),
    ...['lectern', 'Lectern <lectern>', '<a@b.org', 'a@b.org\r\nBcc: c@d.org', 'a@b@c', 'A <a@b.org> B <c@d.org>'].map(
      (value): [string, string] => ['MAIL_FROM', value],
    ),
  ]
  it.each(wrong)('refuses %s=%j in one sentence', (name, value) => {
    const error = catchError(() => readEnv({ [name]: value }))
    expect(error).toBeInstanceOf(UserFacingError)
    expect(error.message).toMatch(new RegExp(`^${name} must [^\\n]+\\.$`))
  })

  it('allows accounts and guests by default', () => {
    expect(readEnv({})).toMatchObject({ signUp: 'open', guests: true })
    expect(readEnv({ SIGN_UP: '', GUESTS: '' })).toMatchObject({ signUp: 'open', guests: true })
    expect(readEnv({ SIGN_UP: 'invited', GUESTS: 'on' })).toMatchObject({ signUp: 'invited', guests: true })
    expect(readEnv({ SIGN_UP: 'closed', GUESTS: 'off' })).toMatchObject({ signUp: 'closed', guests: false })
  })

  it('explains how to encode a password in an invalid address, without showing it', () => {
    const error = catchError(() => readEnv({ DATABASE_URL: 'postgresql://lectern:pa#ss/word@db:5432/x' }))
    expect(error).toBeInstanceOf(UserFacingError)
    expect(error.message).toMatch(/^DATABASE_URL [^\n]*percent-encoded\.$/)
    expect(error.message).not.toContain('word@')
  })

  it('never repeats a secret that is too short', () => {
    expect(catchError(() => readEnv({ AUTH_SECRET: 'hunter2hunter2' })).message).not.toContain('hunter2')
  })
})

describe('the secret', () => {
  let dataDir: string
  beforeEach(() => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'lectern-env-'))
  })
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

  const read = (source: Record<string, string> = {}, folder = dataDir) =>
    readSecret(readEnv({ DATA_DIR: folder }), source)

  it('is created once, long, and readable only by its owner', () => {
    const folder = path.join(dataDir, 'not', 'there')
    const secret = read({}, folder)
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect(read({}, folder)).toBe(secret)
    expect(readFileSync(path.join(folder, 'secret'), 'utf8')).toBe(secret)
    expect(statSync(path.join(folder, 'secret')).mode & 0o777).toBe(0o600)
  })

  it('is different in another data folder', () => {
    expect(read({}, path.join(dataDir, 'a'))).not.toBe(read({}, path.join(dataDir, 'b')))
  })

  it('is AUTH_SECRET if that is set, without a file', () => {
    const given = 'nine swans, crossing the estuary at dusk'
    expect(read({ AUTH_SECRET: given })).toBe(given)
    expect(() => statSync(path.join(dataDir, 'secret'))).toThrow('ENOENT')
    const kept = read({ AUTH_SECRET: '' })
    expect(read({ AUTH_SECRET: given })).toBe(given)
    expect(read()).toBe(kept)
  })

  it('is the same for four processes that start at once', async () => {
    const folders = Array.from({ length: 50 }, (_, index) => path.join(dataDir, String(index)))
    const script = `import { readEnv, readSecret } from './lib/env.ts'
      const work = (folders) => folders.map((folder) => readSecret(readEnv({ DATA_DIR: folder }), {}))`
    const [first, ...others] = await runTogether<string[]>(4, script, folders)
    expect(new Set(first).size).toBe(folders.length)
    for (const other of others) expect(other).toEqual(first)
  })

  it('is created without other files', () => {
    read()
    expect(readdirSync(dataDir)).toEqual(['secret'])
  })

  it.each(['', 'half of i'])('is refused if its file contains only %j', (text) => {
    writeFileSync(path.join(dataDir, 'secret'), text)
    const error = catchError(read)
    expect(error).toBeInstanceOf(UserFacingError)
    expect(error.message).toMatch(/^The secret in [^\n]+\.$/)
    expect(error.message).toContain(path.join(dataDir, 'secret'))
  })
})

function catchError(run: () => unknown): Error {
  try {
    run()
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('Nothing was thrown.')
}

describe('BASE_URL', () => {
  it.each([
    'https://x.org/learn.d',
    'https://x.org/le%61rn',
    'https://x.org/a//b',
    'https://x.org/ü',
    'https://x.org/?a=1',
    'https://x.org?',
    'https://x.org/#a',
    'https://x.org#',
    'https://me:secret@x.org',
    'https://me@x.org/',
  ])('is refused with more than scheme, host, port and a plain path: %s', (BASE_URL) => {
    expect(() => readEnv({ BASE_URL })).toThrow(/^BASE_URL must be an address such as/)
  })
  it.each([
    ['https://Learn.Example.ORG/', 'https://learn.example.org'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['https://x.org:8443//', 'https://x.org:8443'],
    ['https://x.org:443', 'https://x.org'],
    ['https://x.org/learn', 'https://x.org/learn'],
    ['https://x.org/~ada/learn_2/', 'https://x.org/~ada/learn_2'],
  ])('%s is read as %s', (BASE_URL, address) =>
    expect(readEnv({ BASE_URL })).toMatchObject({ baseUrl: address, publicUrl: address }),
  )
})

describe('a file: address', () => {
  it.each([
    ['file://localhost/srv/a.db', 'file:/srv/a.db'],
    ['file://LOCALHOST/srv/a.db', 'file:/srv/a.db'],
    ['file:/srv/50%25.db', 'file:/srv/50%2525.db'],
  ])('%s is read as %s', (DATABASE_URL, url) => expect(readEnv({ DATABASE_URL }).database.url).toBe(url))
  it.each([
    'file:/srv/a.db?connection_limit=1',
    'file:a.db?',
    'file:/srv/a.db#x',
    'file://db.example.org/srv/a.db',
    'file://localhost',
    'file://',
    'sqlite:/srv/a.db',
  ])('%s is refused', (DATABASE_URL) => {
    expect(() => readEnv({ DATABASE_URL })).toThrow(/^DATABASE_URL .*\.$/)
  })
})
