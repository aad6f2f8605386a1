import { createHash } from 'node:crypto'
import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js'
import { Severity, type Finding } from 'csp_evaluator/dist/finding.js'
import { CspParser } from 'csp_evaluator/dist/parser.js'
import { DomUtils, parseDocument } from 'htmlparser2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPortal, type PortalResponse, type Member, type Portal } from './portal'
import { getContent } from './prepared'
import { report } from './report'
import { findResources, reads, writes } from './routes'

// The security headers of every response, especially the policy: as rated by Google's evaluator, and with the hashes of
// the served scripts. The portal uses https.

let portal: Portal
let reader: Member
let tutorial: string
beforeAll(async () => {
  tutorial = findResources().tutorial
  portal = await openPortal('sqlite', { BASE_URL: 'https://lectern.example' })
  reader = await portal.signUp()
})
afterAll(() => portal.stop())

const policyOf = ({ headers }: PortalResponse) => String(headers['content-security-policy'])
const isPage = ({ headers }: PortalResponse) => /^text\/html/.test(String(headers['content-type']))
const addresses = [...new Set([...Object.values(reads).flat(), ...getContent().topics.map((slug) => `/${slug}`)])]
const askAll = (paths: string[], cookie: string | null) =>
  Promise.all(paths.map(async (path) => ({ path, answer: await portal.ask(path, { headers: { cookie } }) })))

/**
 * Requests a response of every kind: pages signed out and signed in, files, refusals, errors. Node itself refuses an
 * address that is too long.
 */
async function askEverything(): Promise<{ path: string; answer: PortalResponse }[]> {
  const asset = /\/_next\/static\/[^"]+\.js/.exec((await portal.ask('/')).body)?.[0] ?? ''
  const odd = [asset, '/%', '/[slug]', '/api/no-such', '/_next/static/no-such.js', '/icon.svg', '/x'.repeat(5000)]
  const asked = [...(await askAll([...addresses, ...odd], null)), ...(await askAll(addresses, reader.cookie))]
  for (const { path } of writes) {
    const answers = [
      await portal.ask(path, { method: 'POST' }),
      await portal.post(path, 'no JSON'),
      await portal.post(path, { nothing: 'of it' }, reader.cookie),
      await portal.post(path, '', undefined, { 'content-type': 'text/plain' }),
      await portal.post(path, {}, undefined, { origin: 'https://evil.example' }),
      await portal.ask(path, { method: 'OPTIONS' }),
    ]
    asked.push(...answers.map((answer) => ({ path, answer })))
  }
  asked.push({
    path: 'a body too large',
    answer: await portal.ask('/api/marks', {
      method: 'POST',
      body: 'x'.repeat(100),
      headers: { 'content-length': String(2 ** 21) },
    }),
  })
  asked.push({
    path: 'a wrong password',
    answer: await portal.post('/api/sign-in', { email: reader.email, password: 'not the password' }),
  })
  await portal.database.$executeRawUnsafe('ALTER TABLE mark RENAME TO gone')
  asked.push(
    {
      path: 'a write that breaks',
      answer: await portal.post('/api/notes', { resource: tutorial, note: 'x' }, reader.cookie),
    },
    ...(await askAll(['/shelf'], reader.cookie)),
  )
  await portal.database.$executeRawUnsafe('ALTER TABLE gone RENAME TO mark')
  return asked.filter(({ answer }) => answer.status !== 431)
}

describe('H1, H4: every kind of response', () => {
  let all: { path: string; answer: PortalResponse }[]
  beforeAll(async () => {
    all = await askEverything()
  })

  /** The protecting headers with the required value; null for those that must be missing. */
  const protecting: Record<string, RegExp | null> = {
    'content-security-policy': /default-src 'none'.*frame-ancestors 'none'/,
    'strict-transport-security': /^max-age=63072000; includeSubDomains$/,
    'x-content-type-options': /^nosniff$/,
    'referrer-policy': /^strict-origin-when-cross-origin$/,
    'cross-origin-opener-policy': /^same-origin$/,
    // Made for embedding: previews, feeds, icons.
    'cross-origin-resource-policy': /^(same|cross)-origin$/,
    'permissions-policy': /camera=\(\)/,
    'x-frame-options': /^DENY$/,
    'x-powered-by': null,
    server: null,
    'content-security-policy-report-only': null,
  }
  const findMissing = ({ headers }: PortalResponse) =>
    Object.entries(protecting)
      .filter(([name, form]) => (form ? !form.test(String(headers[name])) : headers[name] !== undefined))
      .map(([name]) => name)

  it('H1: has the headers that protect its recipient', () => {
    for (const { path, answer } of all) expect(findMissing(answer), `${answer.status} ${path}`).toEqual([])
    // Of each kind.
    const statuses = [...new Set(all.map(({ answer }) => answer.status))].sort()
    expect(statuses).toEqual(expect.arrayContaining([200, 204, 303, 400, 401, 403, 404, 413, 415, 422, 500]))
    report(
      'H1',
      '',
      `${all.length} answers of ${statuses.length} statuses (${statuses.join(', ')}): each with all of ${Object.values(protecting).filter(Boolean).length} headers, none that names what it runs on`,
    )
  })

  it('H1: control: a missing, weak or unneeded header is found', () => {
    const { answer } = all[0]!
    const without = (name: string, value?: string) =>
      findMissing({ ...answer, headers: { ...answer.headers, [name]: value } })
    expect(without('x-frame-options')).toEqual(['x-frame-options'])
    expect(without('strict-transport-security', 'max-age=100')).toEqual(['strict-transport-security'])
    expect(without('x-powered-by', 'Next.js')).toEqual(['x-powered-by'])
  })

  const severe = (policy: string): Finding[] =>
    new CspEvaluator(new CspParser(policy).csp)
      .evaluate()
      .filter(({ severity }) => [Severity.HIGH, Severity.SYNTAX, Severity.MEDIUM].includes(severity))

  it('H4: has a policy without findings of high or medium severity', () => {
    const policies = [
      ...new Set(all.map(({ answer }) => policyOf(answer).replace(/'nonce-[^']+'/, `'nonce-${'x'.repeat(22)}=='`))),
    ]
    expect(policies.length).toBeGreaterThan(2)
    for (const policy of policies)
      expect(
        severe(policy).map(({ directive, value, description }) => `${directive} ${value}: ${description}`),
        policy,
      ).toEqual([])
    report('H4', '', `${all.length} answers, ${policies.length} policies: 0 findings of high or medium severity`)
  })

  it('H4: control: a weak policy has findings', () => {
    for (const policy of [
      'undefined',
      `script-src 'unsafe-inline'`,
      `default-src *`,
      `default-src 'none'; script-src https:`,
      `default-src 'self'; script-src 'self' data:`,
      `default-src 'none' script-src 'self'`,
    ])
      expect(severe(policy), policy).not.toEqual([])
  })
})

describe('H5: the hashes of a policy', () => {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  const runs = ['', 'module', 'text/javascript', 'application/javascript']

  /**
   * Returns the inline scripts and style sheets of a page, parsed like a browser: whether they have a nonce, and their
   * hashes.
   */
  function findInline(html: string): { nonce: string | undefined; hash: string }[] {
    const page = parseDocument(html)
    const scripts = DomUtils.getElementsByTagName('script', page).filter(
      ({ attribs }) => attribs.src === undefined && runs.includes(attribs.type ?? ''),
    )
    return [...scripts, ...DomUtils.getElementsByTagName('style', page)].map((element) => ({
      nonce: element.attribs.nonce,
      hash: hash(DomUtils.textContent(element)),
    }))
  }
  const named = (policy: string) => [...policy.matchAll(/'sha256-[^']+'/g)].map(([each]) => each)
  /** Returns the inline scripts and styles of a page that its policy does not allow. */
  const findUnnamed = (html: string, policy: string) =>
    findInline(html).filter(
      (script) => !policy.includes(script.hash) && !(script.nonce && policy.includes(`'nonce-${script.nonce}'`)),
    )

  it('H5: are those of the scripts and styles that are served, on every page', async () => {
    const everyones = (await askAll(addresses, null)).filter(({ answer }) => isPage(answer))
    const readers = (await askAll(addresses, reader.cookie)).filter(({ answer }) => isPage(answer))
    expect(everyones.length).toBeGreaterThan(getContent().topics.length)
    let found = 0
    for (const { path, answer } of [...everyones, ...readers]) {
      expect(findUnnamed(answer.body, policyOf(answer)), path).toEqual([])
      found += findInline(answer.body).length
    }
    // Nor does a policy have unneeded hashes.
    const kept = everyones.filter(({ answer }) => !policyOf(answer).includes(`'nonce-`))
    const served = new Set(kept.flatMap(({ answer }) => findInline(answer.body).map((script) => script.hash)))
    for (const { path, answer } of kept)
      expect(
        named(policyOf(answer)).filter((each) => !served.has(each)),
        path,
      ).toEqual([])
    report(
      'H5',
      '',
      `${everyones.length} pages as everyone sees them and ${readers.length} as a reader does, ${found} scripts and style sheets in them: 0 that the policy does not name; ${served.size} hashes, 0 of what no page has`,
    )
  })

  it('H5: control: a script changed by one letter is found', async () => {
    for (const cookie of [null, reader.cookie]) {
      const answer = await portal.ask('/prometheus', { headers: { cookie } })
      const [script = ''] = /<script>[^<]+/.exec(answer.body) ?? []
      expect(script).not.toBe('')
      expect(
        findUnnamed(
          answer.body.replace(script, () => `${script};`),
          policyOf(answer),
        ),
      ).toHaveLength(1)
    }
  })
})
