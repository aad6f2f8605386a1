import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sample } from '../scripts/testing/cases'
import { forAll, openPortal, type PortalResponse, type Member, type Portal } from './portal'
import { reads, writes } from './routes'
import { untilPasses } from '../scripts/testing/until'

// A portal with its own name, look and footer, from its content folder alone.

let portal: Portal
let reader: Member
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'woodworking-'))
  cpSync('e2e/fixtures/woodworking', folder, { recursive: true })
  portal = await openPortal('sqlite', {
    CONTENT_DIR: folder,
    MAIL_FROM: 'Wood <wood@example.org>',
    SECURITY_CONTACT: 'security@example.org',
  })
  reader = await portal.signUp()
})
afterAll(async () => {
  await portal.stop()
  rmSync(folder, { recursive: true, force: true })
})

const settingsFile = () => path.join(folder, 'portal.yaml')
const pages = ['/', '/joinery', '/dovetails', '/contents', '/resources', '/no-such-page']

const findName = (text: string) => /.{0,60}lectern.{0,60}/i.exec(text)?.[0]

describe('a portal with another name', () => {
  it('does not mention the product in any response', async () => {
    const asked: { what: string; answer: PortalResponse }[] = []
    const paths = [
      ...new Set([
        ...pages,
        ...Object.values(reads).flat(),
        '/joinery.md',
        '/joinery/feed.xml',
        '/joinery/feed.json',
        '/logo.svg',
        '/logo-dark.svg',
        '/search?q=dovetail',
        '/.well-known/security.txt',
        '/api/no-such',
        '/figures/no-such.svg',
        '/_page/service-worker.js',
        '/favicon.ico',
        '/apple-touch-icon.png',
        '/joinery/',
        '/.well-known/change-password',
        '/%',
      ]),
    ].filter((each) => each.startsWith('/') && !each.startsWith('/_next'))
    const ask = async (what: string, answer: Promise<PortalResponse>) => void asked.push({ what, answer: await answer })
    await forAll(
      paths.flatMap((address) => [null, reader.cookie].map((cookie) => ({ address, cookie }))),
      ({ address, cookie }) => ask(address, portal.ask(address, { headers: { cookie } })),
    )
    for (const method of ['PUT', 'DELETE', 'OPTIONS'])
      await ask(`${method} /joinery`, portal.ask('/joinery', { method }))
    await ask('another host', portal.ask('/', { headers: { host: 'elsewhere.example' } }))
    await ask('a large body', portal.post('/api/marks', 'x'.repeat(20_000), reader.cookie))
    const resource = /id="resource-([\w-]+)"/.exec((await portal.ask('/dovetails')).body)?.[1]
    await ask(
      'a mark',
      portal.post(
        '/api/marks',
        { resource, bookmarked: true, progress: 'reading', percent: 40, note: 'Again.' },
        reader.cookie,
      ),
    )
    await ask(
      'the script of a page',
      portal.ask(/\/_page\/[^"]+\/dovetails\.js/.exec((await portal.ask('/dovetails')).body)![0]),
    )
    await forAll(pages, (address) => ask(`parts of ${address}`, portal.ask(address, { headers: { rsc: '1' } })))
    const asForm = { 'content-type': 'application/x-www-form-urlencoded' }
    await forAll(sample(writes, 3), async ({ path: address }) => {
      await ask(address, portal.post(address, {}))
      await ask(address, portal.post(address, { nothing: 1 }, reader.cookie))
      await ask(`${address} from a form`, portal.post(address, 'nothing=1', reader.cookie, asForm))
      await ask(`${address} from elsewhere`, portal.post(address, '', '', { origin: 'https://x.example' }))
    })
    const found = asked.flatMap(({ what, answer: { body, headers } }) => {
      const name = findName(body) ?? findName(JSON.stringify(headers))
      return name ? [`${what}: ${name}`] : []
    })
    expect(found).toEqual([])
    expect(
      new Set(asked.map(({ answer }) => String(answer.headers['content-type']).split(';')[0])).size,
    ).toBeGreaterThan(10)
    expect(new Set(asked.map(({ answer }) => answer.status)).size).toBeGreaterThan(5)
  })

  it('does not mention it in any script for browsers', () => {
    const scripts = readdirSync('.next/static', { recursive: true, encoding: 'utf8' }).filter((each) =>
      /\.(js|css)$/.test(each),
    )
    expect(scripts.length).toBeGreaterThan(5)
    // The import recognises what version 0.1 exported.
    const names = /['"`]lectern-shelf['"`]|\^\(\?:shelf\|lectern\):/g
    const texts = scripts.map((each) => readFileSync(path.join('.next/static', each), 'utf8'))
    expect(texts.filter((text) => text.search(names) >= 0)).toHaveLength(1)
    expect(texts.map((text) => findName(text.replace(names, ''))).filter(Boolean)).toEqual([])
  })

  it('has its own name on every page', async () => {
    for (const address of pages) {
      const { body } = await portal.ask(address)
      expect(body).toMatch(/<html lang="en-GB"/)
      expect(body).toMatch(/<title>[^<]*Woodworking<\/title>/)
      expect(body).toMatch(/style="--color-petrol:light-dark\(#8a3b12, ?#[0-9a-f]{6}\)"/)
      expect(body).toContain('<img src="/logo.svg?v=')
      expect(body).toContain('https://wood.example.org/imprint')
    }
    expect((await portal.ask('/')).body).toContain('Learn to work wood by hand')
    expect((await portal.ask('/sign-in')).body).toContain('https://wood.example.org/privacy')
    const manifest = JSON.parse((await portal.ask('/manifest.webmanifest')).body) as object
    expect(manifest).toMatchObject({ name: 'Woodworking', short_name: 'Wood', lang: 'en-GB' })
    expect((await portal.ask('/feed.xml')).body).toContain('xml:lang="en-GB"')
    expect((await portal.ask('/joinery')).body).toContain(
      'https://codeberg.org/wood/pages/_edit/trunk/joinery/joinery.mdx',
    )
    const { headers, body } = await portal.ask('/logo.svg')
    expect([headers['content-type'], body]).toEqual([
      'image/svg+xml',
      readFileSync(path.join(folder, 'logo.svg'), 'utf8'),
    ])
  })

  it('has its own name in mail, in an authenticator app and in a passkey', async () => {
    await portal.post('/api/password-reset', { email: reader.email })
    await portal.post('/api/sign-up', { email: reader.email, password: 'reading by lamplight', name: 'Ada' })
    await portal.post('/api/sign-up', { email: 'new@example.org', password: 'reading by lamplight', name: 'Ada' })
    const { mails } = portal.mailbox
    await untilPasses(() => expect(mails).toHaveLength(3))
    for (const { subject, text } of mails) {
      expect(subject).toContain('Woodworking')
      expect(subject + text).not.toMatch(/lectern/i)
    }
    const { password, cookie } = reader
    const app = await portal.post('/api/account/second-factor/set-up', { password }, cookie)
    expect(decodeURIComponent((JSON.parse(app.body) as { uri: string }).uri)).toContain(
      'issuer=Woodworking (localhost)',
    )
    const passkey = await portal.post('/api/account/passkeys/start', { password }, cookie)
    expect([passkey.status, passkey.body]).toEqual([200, expect.stringContaining('"name":"Woodworking"')])
  })

  it('applies a change of portal.yaml to every page, and keeps the previous settings if it is wrong', async () => {
    const source = readFileSync(settingsFile(), 'utf8')
    const ready = async () => JSON.parse((await portal.ask('/readyz')).body) as { pages?: string[] }
    writeFileSync(settingsFile(), source.replace('name: Woodworking', 'name: Timber & Co'))
    for (const address of pages)
      await untilPasses(async () => expect((await portal.ask(address)).body).toContain('Timber &amp; Co</title>'))
    writeFileSync(settingsFile(), source.replace('#8a3b12', '#ffffff'))
    await untilPasses(async () =>
      expect((await ready()).pages).toEqual([expect.stringMatching(/^portal\.yaml:10:9 portal "#ffffff"/)]),
    )
    expect((await portal.ask('/joinery')).body).toContain('Timber &amp; Co</title>')
    expect(portal.process.output()).toMatch(/portal\.yaml.*can’t be shown as it is written/)
    // The control of the first test: the name is found where it is.
    writeFileSync(settingsFile(), `${source}madewith: true\n`)
    await untilPasses(async () => expect(findName((await portal.ask('/joinery')).body)).toContain('Made with Lectern'))
    writeFileSync(settingsFile(), source)
    await untilPasses(async () => expect(findName((await portal.ask('/joinery')).body)).toBeUndefined())
    expect((await ready()).pages).toBeUndefined()
    expect((await portal.ask('/joinery')).body).toContain('Woodworking</title>')
  })
})
