import { describe, expect, it } from 'vitest'
import type { Visit } from './fetch-page'
import { judge } from './judge'
import { findParkingSign, resembles } from './resemble'
import type { LinkState } from './state'

type Answer = Extract<Visit, { kind: 'answer' }>
const address = 'https://example.org/docs/write-ahead-log#checkpoints'
const answer = (changes: Partial<Answer> = {}): Answer => ({ kind: 'answer', status: 200, url: 'https://example.org/docs/write-ahead-log', redirects: [], html: true, unchanged: false, challenged: false, page: { title: 'The write-ahead log', text: 'Long ago' }, ...changes })
const titled = (title: string, text = 'Long ago') => answer({ page: { title, text } })
const known: LinkState = { verdict: 'ok', checked: '2026-11-01', title: 'The write-ahead log' }
const verdict = (visit: Visit, state: LinkState | undefined = known, texts = ['how the WAL works']) => judge(address, texts, visit, state).verdict

describe('an answer', () => {
  it.each([200, 203, 206, 304])('of %i is ok', (status) => expect(verdict(answer({ status }))).toBe('ok'))
  it.each([401, 403, 407, 429, 451, 999])('of %i is blocked', (status) => expect(verdict(answer({ status }))).toBe('blocked'))
  it.each([300, 400, 404, 410, 500, 503])('of %i is failing', (status) => expect(judge(address, [], answer({ status }), known)).toEqual({ verdict: 'failing', reason: `answers ${status}` }))

  it('that asks for a human is blocked, whatever its status', () => {
    expect(verdict(answer({ status: 503, challenged: true }))).toBe('blocked')
    expect(verdict(titled('Just a moment...'))).toBe('blocked')
  })

  it('is blocked where circles come with cookies', () => {
    expect(verdict({ kind: 'error', reason: 'redirects more than 5 times', network: false, wantsCookies: true })).toBe('blocked')
    expect(verdict({ kind: 'error', reason: 'redirects more than 5 times', network: false, wantsCookies: false })).toBe('failing')
  })
})

describe('L2: a redirect', () => {
  const to = (url: string, ...redirects: number[]) => judge(address, ['how the WAL works'], answer({ url, redirects }), undefined)

  it('for good within the domain is a move, which keeps the fragment', () => {
    expect(to('https://www.example.org/manual/wal', 301, 308)).toMatchObject({ verdict: 'moved', movedTo: 'https://www.example.org/manual/wal#checkpoints', finalUrl: 'https://www.example.org/manual/wal' })
  })
  it('for now, at any step, is not', () => {
    for (const redirects of [[302], [303], [307], [301, 302], [307, 308]]) expect(to('https://example.org/manual/wal', ...redirects)).toMatchObject({ verdict: 'ok', finalUrl: 'https://example.org/manual/wal' })
  })
  it('to another domain is suspect, permanent or not', () => {
    expect(to('https://example.net/docs/write-ahead-log', 301).verdict).toBe('suspect')
    expect(to('https://example.net/docs/write-ahead-log', 302)).toMatchObject({ verdict: 'suspect', finalUrl: 'https://example.net/docs/write-ahead-log' })
  })
  it('knows where domains begin', () => {
    const between = (from: string, url: string) => judge(from, [], answer({ url, redirects: [301] }), undefined).verdict
    expect(between('https://a.github.io/x', 'https://b.github.io/x')).toBe('suspect')
    expect(between('https://a.co.uk/x', 'https://b.co.uk/x')).toBe('suspect')
    expect(between('https://docs.a.co.uk/x', 'https://a.co.uk/x')).toBe('moved')
    expect(between('http://192.0.2.1/x', 'http://192.0.2.2/x')).toBe('suspect')
  })
  it('to a domain that an editor accepted is ok', () => {
    const url = 'https://example.net/docs/write-ahead-log'
    expect(verdict(answer({ url, redirects: [301] }), { ...known, finalUrl: url })).toBe('ok')
  })
  it('from deep within a site to its front page is suspect', () => {
    expect(to('https://www.example.org/', 301).verdict).toBe('suspect')
    expect(to('https://wal.example.org/', 301).verdict).toBe('moved')
    expect(judge('https://example.org/index.html', [], answer({ url: 'https://example.org/', redirects: [301] }), undefined).verdict).toBe('moved')
  })
})

describe('L2: a title', () => {
  it('that shares no word with the one seen first, nor with our text, is suspect', () => {
    expect(judge(address, ['how the WAL works'], titled('Best casino bonus 2026'), known)).toMatchObject({ verdict: 'suspect', reason: 'calls itself “Best casino bonus 2026”, formerly “The write-ahead log”', title: 'Best casino bonus 2026' })
  })
  it('is not suspect for resembling either', () => {
    expect(verdict(titled('Logging ahead | Example'))).toBe('ok')
    expect(verdict(titled('WAL mode'))).toBe('ok')
    expect(verdict(titled('Casino'), known, ['nothing', 'on casinos'])).toBe('ok')
  })
  it('is not suspect where there is none, now or before, nor where the page did not change', () => {
    expect(verdict(titled(''))).toBe('ok')
    expect(verdict(titled('Casino'), { ...known, title: undefined })).toBe('ok')
    expect(verdict(answer({ unchanged: true, page: { title: 'Casino', text: '' } }))).toBe('ok')
  })
  it.each([
    ['Configuring NGINX', 'Nginx configuration', true],
    ['Docs', 'Documentation of Flask', true],
    ['Café Python', 'cafe', true],
    ['日本語の文書', '日本語の文書', true],
    ['Welcome to our home page', 'Django', true],
    ['The WAL', 'The casino', false],
    ['Go', 'Rust', false],
    ['C', 'Casino', true],
  ])('%s resembles %s: %s', (a, b, expected) => {
    expect(resembles(a, b)).toBe(expected)
    expect(resembles(b, a)).toBe(expected)
  })
})

describe('L2: a parked domain', () => {
  it.each(['example.org: this domain is for sale', 'The domain name example.org may be for sale', 'Buy this domain', 'This domain has expired', 'Domain parking by Sedo', 'HugeDomains.com', 'Parked free, courtesy of us'])('is known by “%s”', (words) => {
    expect(verdict(titled(words), undefined)).toBe('suspect')
    expect(verdict(titled('example.org', words), undefined)).toBe('suspect')
  })
  it('is not an article that speaks of one, nor one that an editor cleared', () => {
    expect(findParkingSign({ title: 'How squatters work', text: `They write “buy this domain”. ${'And so on. '.repeat(300)}` })).toBeUndefined()
    expect(verdict(titled('Buy this domain'), { ...known, title: 'Buy this domain' })).toBe('ok')
    expect(findParkingSign({ title: 'Domains in Python', text: 'The main domain of a sale.' })).toBeUndefined()
  })
})

describe('what the guard refuses', () => {
  it('is blocked where readers may get in, and failing where they can\'t', () => {
    expect(verdict({ kind: 'refused', refusal: 'unchecked', reason: 'port 22' })).toBe('blocked')
    expect(verdict({ kind: 'refused', refusal: 'unreachable', reason: '10.0.0.1' })).toBe('failing')
  })
})

describe('validators', () => {
  it('are kept where an unchanged answer repeats none', () => {
    const state = { ...known, etag: '"1"' }
    expect(judge(address, [], answer({ status: 304, unchanged: true, page: undefined }), state)).toMatchObject({ verdict: 'ok', etag: '"1"' })
    expect(judge(address, [], answer({ etag: '"2"' }), state)).toMatchObject({ etag: '"2"' })
    expect(judge(address, [], answer(), state).etag).toBeUndefined()
  })
})
