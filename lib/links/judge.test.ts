import { describe, expect, it } from 'vitest'
import type { Visit } from './fetch-page'
import { judge } from './judge'
import { countCpu } from '../../scripts/testing/cpu'
import { decodeBody, readPageText } from './read-page-text'
import { findParkingSign, resembles } from './resemble'
import type { LinkState } from './state'

type Answer = Extract<Visit, { kind: 'answer' }>
const address = 'https://example.org/docs/write-ahead-log#checkpoints'
const answer = (changes: Partial<Answer> = {}): Answer => ({
  kind: 'answer',
  status: 200,
  url: 'https://example.org/docs/write-ahead-log',
  redirects: [],
  html: true,
  unchanged: false,
  challenged: false,
  page: { title: 'The write-ahead log', text: 'Long ago' },
  ...changes,
})
const titled = (title: string, text = 'Long ago') => answer({ page: { title, text } })
const known: LinkState = { verdict: 'ok', checked: '2026-11-01', title: 'The write-ahead log' }
const verdict = (visit: Visit, state: LinkState | undefined = known, texts = ['how the WAL works']) =>
  judge(address, texts, visit, state).verdict

describe('a response', () => {
  it.each([200, 203, 206, 304])('of %i is ok', (status) => expect(verdict(answer({ status }))).toBe('ok'))
  it.each([401, 402, 403, 405, 406, 407, 418, 429, 451, 503, 999])('of %i is blocked', (status) =>
    expect(verdict(answer({ status }))).toBe('blocked'),
  )
  it.each([300, 400, 404, 410, 500, 502])('of %i is failing', (status) =>
    expect(judge(address, [], answer({ status }), known)).toEqual({ verdict: 'failing', reason: `answers ${status}` }),
  )

  it('with a CAPTCHA is blocked, whatever its status', () => {
    expect(verdict(answer({ status: 503, challenged: true }))).toBe('blocked')
    expect(verdict(titled('Just a moment...'))).toBe('blocked')
  })

  it('is blocked if it redirects in circles and sets cookies', () => {
    expect(verdict({ kind: 'error', reason: 'redirects more than 5 times', network: false, wantsCookies: true })).toBe(
      'blocked',
    )
    expect(verdict({ kind: 'error', reason: 'redirects more than 5 times', network: false, wantsCookies: false })).toBe(
      'failing',
    )
  })
})

describe('L2: a redirect', () => {
  const to = (url: string, ...redirects: number[]) =>
    judge(address, ['how the WAL works'], answer({ url, redirects }), undefined)

  it('that is permanent and within the domain is a move, and keeps the fragment', () => {
    expect(to('https://www.example.org/manual/wal', 301, 308)).toMatchObject({
      verdict: 'moved',
      movedTo: 'https://www.example.org/manual/wal#checkpoints',
      finalUrl: 'https://www.example.org/manual/wal',
    })
  })
  it('with a temporary step is not a move', () => {
    for (const redirects of [[302], [303], [307], [301, 302], [307, 308]])
      expect(to('https://example.org/manual/wal', ...redirects)).toMatchObject({
        verdict: 'ok',
        finalUrl: 'https://example.org/manual/wal',
      })
  })
  it('to another domain is suspect if the address did not redirect before, permanent or not', () => {
    const later = (...redirects: number[]) =>
      judge(address, [], answer({ url: 'https://example.net/docs/write-ahead-log', redirects }), known)
    expect(later(301).verdict).toBe('suspect')
    expect(later(302)).toMatchObject({ verdict: 'suspect', finalUrl: 'https://example.net/docs/write-ahead-log' })
  })
  it('to another domain is not suspect on the first visit or after days of errors; if permanent it is a move to review', () => {
    for (const before of [
      undefined,
      { verdict: 'failing', checked: '2026-11-01', failures: { count: 1, since: '2026-11-01' } },
      { verdict: 'blocked', checked: '2026-11-01' },
    ] as const) {
      const first = (status: number) =>
        judge(address, [], answer({ url: 'https://example.net/wal', redirects: [status] }), before)
      expect(first(302)).toMatchObject({ verdict: 'ok', finalUrl: 'https://example.net/wal' })
      expect(first(301)).toMatchObject({
        verdict: 'moved',
        reason: expect.stringContaining('check that it is the same page') as string,
      })
    }
  })
  it.each([
    'https://doi.org/10.1109/MSR.2019.00077',
    'https://dx.doi.org/10.1/x',
    'https://youtu.be/abc',
    'https://purl.org/dc/terms',
    'https://t.ly/x',
    'https://bit.ly/x',
  ])('by the service %s is ok, and suspect only if its target changed', (short) => {
    const go = (url: string, before?: LinkState) => judge(short, [], answer({ url, redirects: [301] }), before)
    const first = go('https://publisher.example/paper')
    expect(first).toMatchObject({ verdict: 'ok', finalUrl: 'https://publisher.example/paper' })
    expect(first.movedTo).toBeUndefined()
    const seen: LinkState = { verdict: 'ok', checked: '2026-11-01', finalUrl: 'https://publisher.example/paper' }
    expect(go('https://publisher.example/paper/2', seen).verdict).toBe('ok')
    expect(go('https://casino.example/', seen).verdict).toBe('suspect')
  })
  it('that is permanent to another site stays a move until it is recorded or accepted', () => {
    const url = 'https://example.net/wal'
    expect(verdict(answer({ url, redirects: [301] }), { verdict: 'moved', checked: '2026-11-01', finalUrl: url })).toBe(
      'moved',
    )
  })
  it.each([
    ['https://example.org/guide', 'https://example.org/en/guide'],
    ['https://example.org/guide', 'https://example.org/de-de/guide/'],
    ['https://example.org/guide', 'https://en.example.org/guide'],
    ['https://example.org/guide', 'https://example.org/guide?hl=en'],
    ['https://docs.example.org/', 'https://docs.example.org/en/latest/'],
  ])('from %s to %s depends on the visitor, and is no move', (from, url) =>
    expect(judge(from, [], answer({ url, redirects: [301] }), undefined)).toMatchObject({
      verdict: 'ok',
      finalUrl: url,
    }),
  )
  it.each([
    'https://example.org/login?next=/docs/write-ahead-log',
    'https://example.org/users/sign_in',
    'https://accounts.example.org/?continue=x',
    'https://example.net/sso/oauth2',
    'https://example.org/wp-login.php?redirect_to=x',
  ])('to the sign-in page %s is blocked, and no move', (url) => {
    for (const before of [undefined, known])
      for (const status of [301, 302])
        expect(
          judge(address, [], answer({ url, redirects: [status], page: { title: 'Log in', text: '' } }), before),
        ).toMatchObject({ verdict: 'blocked', reason: `asks to sign in, at ${url}` })
  })
  it('compares registered domains', () => {
    const between = (from: string, url: string) => judge(from, [], answer({ url, redirects: [301] }), known).verdict
    expect(between('https://a.github.io/x', 'https://b.github.io/x')).toBe('suspect')
    expect(between('https://a.co.uk/x', 'https://b.co.uk/x')).toBe('suspect')
    expect(between('https://docs.a.co.uk/x', 'https://a.co.uk/x')).toBe('moved')
    expect(between('http://192.0.2.1/x', 'http://192.0.2.2/x')).toBe('suspect')
  })
  it('to a domain that an editor accepted is ok', () => {
    const url = 'https://example.net/docs/write-ahead-log'
    expect(verdict(answer({ url, redirects: [301] }), { ...known, finalUrl: url })).toBe('ok')
  })
  it('to the front page of the site is doubtful, on the first visit too', () => {
    expect(to('https://www.example.org/', 301).verdict).toBe('doubtful')
    expect(to('https://www.example.org/en/', 302).verdict).toBe('doubtful')
    expect(
      judge('https://example.org/guide', [], answer({ url: 'https://example.org/', redirects: [302] }), undefined)
        .verdict,
    ).toBe('doubtful')
    expect(to('https://example.org/404.html', 302).verdict).toBe('doubtful')
    expect(to('https://wal.example.org/', 301).verdict).toBe('moved')
    expect(
      judge('https://example.org/index.html', [], answer({ url: 'https://example.org/', redirects: [301] }), undefined)
        .verdict,
    ).toBe('moved')
    expect(
      judge('https://example.org/en/', [], answer({ url: 'https://example.org/', redirects: [302] }), undefined)
        .verdict,
    ).toBe('ok')
  })
})

describe('a not-found page with status 200', () => {
  it.each([
    '404 Not Found',
    '404',
    'Error 404',
    'Page not found | Example',
    'Example - 404: Page Not Found',
    'Not Found',
    'Oops! Page not found.',
    'The page you requested was not found',
    'This page does not exist',
    'Object not found!',
    'Nothing found',
    'Page no longer available',
    'Seite nicht gefunden – Beispiel',
    'Page introuvable',
    'Página no encontrada',
    'Página não encontrada',
    'Pagina non trovata',
    'Pagina niet gevonden',
    'Sidan hittades inte',
    'Siden blev ikke fundet',
    'Nie znaleziono strony',
    'Stránka nenalezena',
    'Az oldal nem található',
    'Sayfa bulunamadı',
    'Страница не найдена',
    'Сторінку не знайдено',
    'ページが見つかりません',
    '页面不存在',
    '페이지를 찾을 수 없습니다',
    'Không tìm thấy trang',
  ])('titled “%s” is doubtful on the first visit, and not suspect later', (title) => {
    for (const before of [undefined, known])
      expect(judge(address, ['how the WAL works'], titled(title), before)).toMatchObject({
        verdict: 'doubtful',
        reason: expect.stringContaining('says “') as string,
      })
  })
  it.each([
    'How to return 404 Not Found from Flask',
    'Custom 404 pages in Django',
    'Found: the lost chapter',
    'Resource management',
    'Errors',
    'Nothing',
    'The page cache',
    'Go: what is not found in other languages',
  ])('is not recognised in “%s”', (title) => expect(judge(address, [], titled(title), undefined).verdict).toBe('ok'))
  it('is not a page about such errors', () => {
    expect(judge('https://example.org/docs/Status/404', [], titled('404 Not Found'), undefined).verdict).toBe('ok')
    expect(judge(address, ['what a 404 is'], titled('404 Not Found'), undefined).verdict).toBe('ok')
    // A port is no status.
    expect(judge('https://example.org:40410/docs', [], titled('404 Not Found'), undefined).verdict).toBe('doubtful')
  })
  it('is accepted once cleared', () => {
    const { reason } = judge(address, [], titled('Not Found'), undefined)
    expect(
      judge(address, [], titled('Not Found'), { verdict: 'ok', checked: '2026-11-01', accepted: reason }).verdict,
    ).toBe('ok')
  })
})

describe('a page without the linked content', () => {
  it('is failing if cut off, and doubtful if empty or without the anchor', () => {
    expect(verdict(answer({ cut: true }))).toBe('failing')
    expect(verdict(answer({ page: { title: '', text: '', empty: true } }))).toBe('doubtful')
    const withAnchors = (...anchors: string[]) =>
      answer({ page: { title: 'The write-ahead log', text: 'Long ago', anchors: new Set(anchors) } })
    expect(judge(address, [], withAnchors('other'), known)).toMatchObject({
      verdict: 'doubtful',
      reason: 'has no anchor #checkpoints',
    })
    expect(verdict(withAnchors('checkpoints'))).toBe('ok')
    expect(verdict(withAnchors('user-content-checkpoints'))).toBe('ok')
    for (const hash of ['', '#top', '#/route', '#!x', '#a=b', '#L10-L20', '#:~:text=a', '#caf%C3%A9'])
      expect(judge(`https://example.org/docs/write-ahead-log${hash}`, [], withAnchors('café'), undefined).verdict).toBe(
        'ok',
      )
  })
})

describe('L2: a title', () => {
  it('that shares no word with the first one or with the link’s text is suspect', () => {
    expect(judge(address, ['how the WAL works'], titled('Best casino bonus 2026'), known)).toMatchObject({
      verdict: 'suspect',
      reason: 'calls itself “Best casino bonus 2026”, formerly “The write-ahead log”',
      title: 'Best casino bonus 2026',
    })
  })
  it('that resembles either of them is not suspect', () => {
    expect(verdict(titled('Logging ahead | Example'))).toBe('ok')
    expect(verdict(titled('WAL mode'))).toBe('ok')
    expect(verdict(titled('Casino'), known, ['nothing', 'on casinos'])).toBe('ok')
  })
  it('is not suspect if missing, now or before, or if the page did not change', () => {
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
  it.each([
    'example.org: this domain is for sale',
    'The domain name example.org may be for sale',
    'Buy this domain',
    'This domain has expired',
    'Domain parking by Sedo',
    'HugeDomains.com',
    'Parked free, courtesy of us',
  ])('is recognised by “%s”', (words) => {
    expect(verdict(titled(words), undefined)).toBe('suspect')
    expect(verdict(titled('example.org', words), undefined)).toBe('suspect')
  })
  it('is not an article about one, nor a page that an editor cleared', () => {
    expect(
      findParkingSign({
        title: 'How squatters work',
        text: `They write “buy this domain”. ${'And so on. '.repeat(300)}`,
      }),
    ).toBeUndefined()
    expect(verdict(titled('Buy this domain'), { ...known, title: 'Buy this domain' })).toBe('ok')
    expect(findParkingSign({ title: 'Domains in Python', text: 'The main domain of a sale.' })).toBeUndefined()
  })
})

describe('an address that the guard refuses', () => {
  it("is blocked if readers may reach it, and failing if they can't", () => {
    expect(verdict({ kind: 'refused', refusal: 'unchecked', reason: 'port 22' })).toBe('blocked')
    expect(verdict({ kind: 'refused', refusal: 'unreachable', reason: '10.0.0.1' })).toBe('failing')
  })
})

describe('validators', () => {
  it('are kept if an unchanged response repeats none', () => {
    const state = { ...known, etag: '"1"' }
    expect(judge(address, [], answer({ status: 304, unchanged: true, page: undefined }), state)).toMatchObject({
      verdict: 'ok',
      etag: '"1"',
    })
    expect(judge(address, [], answer({ etag: '"2"' }), state)).toMatchObject({ etag: '"2"' })
    expect(judge(address, [], answer(), state).etag).toBeUndefined()
  })
})

describe('text of another site', () => {
  it.each([
    'a',
    ' ',
    '"',
    '-',
    '404 ',
    'not found ',
    'the page ',
    'domain ',
    'domain name a',
    '<meta http-equiv=refresh content="0;url=',
    '<title>',
    'charset=',
    'sorry ',
    'oops, ',
    'a/',
    'en/',
    'ページが',
    '\u0300',
  ])('with 16 KB of %j is read in linear time', (part) => {
    const text = part.repeat(16_384 / part.length)
    const cpu = countCpu()
    const page = readPageText(`<title>${text}</title><p>${text}`)
    readPageText(`<meta http-equiv="refresh" content="0; url=${text}">`)
    decodeBody(Buffer.from(text), text)
    const url = `https://example.org/${encodeURI(text)}`
    judge(address, [text], answer({ page }), { ...known, title: text.slice(0, 300) })
    judge(url, [text], answer({ url: `${url}/?next=${encodeURI(text)}`, redirects: [301], page }), undefined)
    expect(cpu()).toBeLessThan(1000)
  })
})
