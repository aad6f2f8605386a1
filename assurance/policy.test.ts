import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js'
import { Severity, type Finding } from 'csp_evaluator/dist/finding.js'
import { CspParser } from 'csp_evaluator/dist/parser.js'
import { DomUtils, parseDocument } from 'htmlparser2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPortal, type Answer, type Member, type Portal } from './portal'
import { report } from './report'
import { reads, writes } from './routes'

// What a page may run, as its policy says and as its scripts are: Google's evaluator on the one, the hashes of what
// is served on the other.

let portal: Portal
let reader: Member
beforeAll(async () => {
  portal = await openPortal('sqlite')
  reader = await portal.signUp()
})
afterAll(() => portal.stop())

const policyOf = ({ headers }: Answer) => String(headers['content-security-policy'])
const isPage = ({ headers }: Answer) => /^text\/html/.test(String(headers['content-type']))
/** Every page that was made at build. */
const { routes } = JSON.parse(readFileSync('.next/prerender-manifest.json', 'utf8')) as { routes: Record<string, object> }
const addresses = [...new Set([...Object.values(reads).flat(), ...Object.keys(routes)])]
const askAll = (paths: string[], cookie: string | null) => Promise.all(paths.map(async (path) => ({ path, answer: await portal.ask(path, { headers: { cookie } }) })))

describe('H4: the policy of every kind of answer', () => {
  const severe = (policy: string): Finding[] => new CspEvaluator(new CspParser(policy).csp).evaluate().filter(({ severity }) => [Severity.HIGH, Severity.SYNTAX, Severity.MEDIUM].includes(severity))

  it('H4: has nothing in it that is of high or medium severity', async () => {
    const asset = /\/_next\/static\/[^"]+\.js/.exec((await portal.ask('/')).body)?.[0] ?? ''
    const odd = [asset, '/%', '/[slug]', '/api/no-such', '/_next/static/no-such.js', '/icon.svg', '/x'.repeat(5000)]
    const answers = [...(await askAll([...addresses, ...odd], null)), ...(await askAll(addresses, reader.cookie))].map(({ answer }) => answer)
    for (const { path } of writes) answers.push(await portal.ask(path, { method: 'POST' }), await portal.post(path, 'no JSON'), await portal.post(path, {}, undefined, { origin: 'https://evil.example' }))
    answers.push(await portal.ask('/', { method: 'POST', body: 'x'.repeat(100), headers: { 'content-length': String(2 ** 21) } }))
    // Too long an address is refused by Node itself, before there is an answer of ours.
    const ours = answers.filter(({ status }) => status !== 431)
    const policies = [...new Set(ours.map((answer) => policyOf(answer).replace(/'nonce-[^']+'/, `'nonce-${'x'.repeat(22)}=='`)))]
    expect(policies.length).toBeGreaterThan(2)
    for (const policy of policies) expect(severe(policy).map(({ directive, value, description }) => `${directive} ${value}: ${description}`), policy).toEqual([])
    report('H4', '', `${ours.length} answers, ${policies.length} policies: 0 findings of high or medium severity`)
  })

  it('H4: control: is found wanting where it is weak', () => {
    for (const policy of ['undefined', `script-src 'unsafe-inline'`, `default-src *`, `default-src 'none'; script-src https:`, `default-src 'self'; script-src 'self' data:`, `default-src 'none' script-src 'self'`]) expect(severe(policy), policy).not.toEqual([])
  })
})

describe('H5: the hashes of a policy', () => {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  const runs = ['', 'module', 'text/javascript', 'application/javascript']

  /** The scripts and style sheets that stand in a page, as a browser reads it: whether they are named by nonce, and their hashes. */
  function findInline(html: string): { nonce: string | undefined; hash: string }[] {
    const page = parseDocument(html)
    const scripts = DomUtils.getElementsByTagName('script', page).filter(({ attribs }) => attribs.src === undefined && runs.includes(attribs.type ?? ''))
    return [...scripts, ...DomUtils.getElementsByTagName('style', page)].map((element) => ({ nonce: element.attribs.nonce, hash: hash(DomUtils.textContent(element)) }))
  }
  const named = (policy: string) => [...policy.matchAll(/'sha256-[^']+'/g)].map(([each]) => each)
  /** What stands in a page that its policy does not name. */
  const findUnnamed = (html: string, policy: string) => findInline(html).filter((script) => !policy.includes(script.hash) && !(script.nonce && policy.includes(`'nonce-${script.nonce}'`)))

  it('H5: are those of the scripts and styles that are served, on every page', async () => {
    const everyones = (await askAll(addresses, null)).filter(({ answer }) => isPage(answer))
    const readers = (await askAll(addresses, reader.cookie)).filter(({ answer }) => isPage(answer))
    expect(everyones.length).toBeGreaterThan(80)
    let found = 0
    for (const { path, answer } of [...everyones, ...readers]) {
      expect(findUnnamed(answer.body, policyOf(answer)), path).toEqual([])
      found += findInline(answer.body).length
    }
    // Nor is there a hash of what no page has.
    const prepared = everyones.filter(({ answer }) => !policyOf(answer).includes(`'nonce-`))
    const served = new Set(prepared.flatMap(({ answer }) => findInline(answer.body).map((script) => script.hash)))
    for (const { path, answer } of prepared) expect(named(policyOf(answer)).filter((each) => !served.has(each)), path).toEqual([])
    report('H5', '', `${everyones.length} pages as everyone sees them and ${readers.length} as a reader does, ${found} scripts and style sheets in them: 0 that the policy does not name; ${served.size} hashes, 0 of what no page has`)
  })

  it('H5: control: a script that is another by one letter is found', async () => {
    const answer = await portal.ask('/prometheus')
    const [script = ''] = /<script>[^<]+/.exec(answer.body) ?? []
    expect(script).not.toBe('')
    expect(findUnnamed(answer.body.replace(script, () => `${script};`), policyOf(answer))).toHaveLength(1)
    const rendered = await portal.ask('/prometheus', { headers: { cookie: reader.cookie } })
    expect(findUnnamed(rendered.body.replaceAll(/nonce="[^"]+"/g, 'nonce="mine"'), policyOf(rendered))).not.toEqual([])
  })
})
