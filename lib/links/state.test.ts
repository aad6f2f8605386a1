import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { UserFacingError } from '../env'
import type { Judgement } from './judge'
import { clear, remember } from './remember'
import { readLinkStates, readStates, writeStates, type LinkState } from './state'

const address = 'https://example.org/page'
const ok: LinkState = { verdict: 'ok', checked: '2026-11-01', title: 'Page', etag: '"1"' }
const failing: Judgement = { verdict: 'failing', reason: 'answers 404' }

/** Returns the state after errors on these days. */
const failOn = (days: string[], state?: LinkState) =>
  days.reduce<LinkState | undefined>((known, day) => remember(address, known, failing, day), state)

describe('errors of an address', () => {
  it('make it dead after three over three days, with a copy of its last good day', () => {
    expect(failOn(['2026-11-10', '2026-11-11'], ok)).toEqual({
      ...ok,
      verdict: 'failing',
      checked: '2026-11-11',
      failures: { count: 2, since: '2026-11-10', lastGood: '2026-11-01' },
    })
    expect(failOn(['2026-11-10', '2026-11-11', '2026-11-13'], ok)).toMatchObject({
      verdict: 'dead',
      archived: 'https://web.archive.org/web/20261101/https://example.org/page',
    })
  })

  it('do not make it dead within three days, or on two days only', () => {
    expect(failOn(['2026-11-10', '2026-11-11', '2026-11-12'])?.verdict).toBe('failing')
    expect(failOn(['2026-11-10', '2026-12-10'])?.verdict).toBe('failing')
    expect(failOn(['2026-11-10', '2026-11-10', '2026-11-10', '2026-11-13'])).toMatchObject({
      verdict: 'failing',
      failures: { count: 2 },
    })
  })

  it('give it a copy of today if it was never ok', () => {
    expect(failOn(['2026-11-10', '2026-11-11', '2026-11-12', '2026-11-14'])).toMatchObject({
      verdict: 'dead',
      archived: 'https://web.archive.org/web/20261114/https://example.org/page',
    })
  })

  it('change nothing more once it is dead', () => {
    const dead = failOn(['2026-11-10', '2026-11-11', '2026-11-13'], ok)
    expect(failOn(['2026-12-30'], dead)).toBe(dead)
  })

  it('are forgotten once it answers again or is blocked, dead or not', () => {
    for (const days of [['2026-11-10'], ['2026-11-10', '2026-11-11', '2026-11-13']]) {
      const state = failOn(days, ok)
      expect(remember(address, state, { verdict: 'ok', title: 'Other page' }, '2026-11-20')).toEqual({
        verdict: 'ok',
        checked: '2026-11-20',
        title: 'Page',
      })
      const blocked = remember(address, state, { verdict: 'blocked' }, '2026-11-20')
      expect(JSON.parse(JSON.stringify(blocked))).toEqual({ ...ok, verdict: 'blocked', checked: '2026-11-20' })
    }
  })
})

describe('a check with the same verdict', () => {
  it('is written after two weeks, with new validators', () => {
    const again: Judgement = { verdict: 'ok', title: 'Page, revised', etag: '"2"' }
    expect(remember(address, ok, again, '2026-11-14')).toBe(ok)
    expect(remember(address, ok, again, '2026-11-15')).toEqual({ ...ok, checked: '2026-11-15', etag: '"2"' })
  })

  it('is not written if nothing is new, however late', () => {
    expect(remember(address, ok, { verdict: 'ok', title: 'Page, revised', etag: '"1"' }, '2027-11-15')).toBe(ok)
    const blocked: LinkState = { verdict: 'blocked', checked: '2026-11-01' }
    expect(remember(address, blocked, { verdict: 'blocked', reason: 'answers 403' }, '2027-11-15')).toBe(blocked)
  })

  it('is written if the address moved again', () => {
    const moved: LinkState = { verdict: 'moved', checked: '2026-11-01', finalUrl: 'https://example.org/a' }
    expect(remember(address, moved, { verdict: 'moved', finalUrl: 'https://example.org/a' }, '2026-11-02')).toBe(moved)
    expect(
      remember(address, moved, { verdict: 'moved', finalUrl: 'https://example.org/b' }, '2026-11-02'),
    ).toMatchObject({ finalUrl: 'https://example.org/b' })
  })
})

describe('a suspect address', () => {
  const suspect = remember(
    address,
    { ...ok, finalUrl: 'https://example.org/real' },
    { verdict: 'suspect', reason: 'calls itself “Casino”', title: 'Casino', finalUrl: 'https://example.net/' },
    '2026-11-20',
  )

  it('stays suspect whatever later checks find', () => {
    expect(suspect).toMatchObject({
      verdict: 'suspect',
      title: 'Page',
      finalUrl: 'https://example.org/real',
      suspicion: { reason: 'calls itself “Casino”', title: 'Casino', finalUrl: 'https://example.net/' },
    })
    for (const verdict of ['ok', 'failing', 'blocked', 'moved'] as const)
      expect(remember(address, suspect, { verdict }, '2027-01-01')).toBe(suspect)
  })

  it('is ok once an editor cleared it, with its new title and target', () => {
    expect(JSON.parse(JSON.stringify(clear(suspect, '2026-11-21')))).toEqual({
      verdict: 'ok',
      checked: '2026-11-21',
      title: 'Casino',
      finalUrl: 'https://example.net/',
    })
  })
})

describe('links.json', () => {
  let folder: string
  let file: string

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lectern-links-'))
    file = path.join(folder, 'links.json')
    onTestFinished(() => rmSync(folder, { recursive: true }))
  })

  it('sorts addresses and fields, and reads back the same', () => {
    const states = new Map<string, LinkState>([
      ['https://example.org/b', { title: 'B', checked: '2026-11-01', verdict: 'ok' }],
      ['https://example.org/B', { checked: '2026-11-01', verdict: 'blocked', etag: undefined }],
    ])
    writeStates(folder, states)
    expect(readFileSync(file, 'utf8')).toBe(`{
  "https://example.org/B": {
    "verdict": "blocked",
    "checked": "2026-11-01"
  },
  "https://example.org/b": {
    "verdict": "ok",
    "checked": "2026-11-01",
    "title": "B"
  }
}
`)
    expect(readStates(folder)).toEqual(new Map([...states].reverse()))
    expect(readdirSync(folder)).toEqual(['links.json'])
  })

  it('is not rewritten if nothing changed', () => {
    writeStates(folder, new Map([[address, ok]]))
    utimesSync(file, 1, 1)
    writeStates(folder, readStates(folder))
    expect(statSync(file).mtimeMs).toBe(1000)
  })

  it('may be missing', () => {
    expect(readStates(folder)).toEqual(new Map())
    expect(readLinkStates(folder)).toEqual(new Map())
  })

  it('gives pages the verdict and archived copy of each address', () => {
    writeStates(
      folder,
      new Map<string, LinkState>([
        [address, ok],
        [
          'https://example.org/gone',
          {
            verdict: 'dead',
            checked: '2026-11-01',
            archived: 'https://web.archive.org/web/20261101/https://example.org/gone',
          },
        ],
      ]),
    )
    expect(readLinkStates(folder)).toEqual(
      new Map([
        [
          'https://example.org/gone',
          { verdict: 'dead', archived: 'https://web.archive.org/web/20261101/https://example.org/gone' },
        ],
        [address, { verdict: 'ok' }],
      ]),
    )
  })

  it.each([
    ['<<<<<<< HEAD\n{}', "can't be read"],
    ['[]', 'is invalid'],
    ['{"https://example.org/": {"verdict": "fine", "checked": "2026-11-01"}}', 'https://example.org/, verdict'],
    ['{"https://example.org/": {"verdict": "ok", "checked": "yesterday"}}', 'https://example.org/, checked'],
    ['{"https://example.org/": {"verdict": "ok", "checked": "2026-11-01", "extra": 1}}', 'https://example.org/'],
  ])('is refused with its path if invalid: %s', (text, cause) => {
    writeFileSync(file, text)
    expect(() => readStates(folder)).toThrow(UserFacingError)
    expect(() => readLinkStates(folder)).toThrow(file)
    expect(() => readStates(folder)).toThrow(cause)
  })
})
