import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { findArchaicWords } from './english/archaic-words'
import { findLongComments } from './english/long-comments'
import { findRepeatedNames } from './english/repeated-names'
import { findUnclearTitles } from './english/test-titles'
import { findUndocumentedExports } from './english/undocumented-exports'

/** The folders of code. A layer has each file name once. */
const layers = ['app', 'components', 'lib', 'packages', 'server', 'scripts', 'e2e', 'assurance', 'bench']

/** Code and documents in plain English: everything but pages of content. */
const finished = [
  ...layers,
  '.github',
  'deploy',
  'docs',
  'messages/en',
  'content/README.md',
  'content/STYLE.md',
  'prisma/models.prisma',
  ...readdirSync('.').filter((name) => statSync(name).isFile()),
]

/** Files that have to name the words. */
const namesWords = ['scripts/english.test.ts', 'scripts/english/archaic-words.ts', 'content/STYLE.md']

/** Returns the files below a folder, or the file itself. */
function listFiles(entry: string): string[] {
  const files = statSync(entry).isDirectory()
    ? readdirSync(entry, { recursive: true, withFileTypes: true })
        .filter((each) => each.isFile())
        .map(({ parentPath, name }) => path.posix.join(...parentPath.split(path.sep), name))
    : [entry]
  return files.filter((file) => /\.(tsx?|[cm]?js|json|css|md|ya?ml|prisma)$/.test(file) && !isContent(file))
}

const isContent = (file: string) => file.startsWith('e2e/fixtures/content/')
const isSource = (file: string) => /\.(tsx?|[cm]?js)$/.test(file)
const isTest = (file: string) => /\.(test|spec)\.tsx?$/.test(file)

describe('the code and its documents', () => {
  const files = finished.flatMap(listFiles).map((file) => ({ file, text: readFileSync(file, 'utf8') }))
  const sources = files.filter(({ file }) => isSource(file))

  it('use no archaic words', () => {
    const checked = files.filter(({ file }) => !namesWords.includes(file))
    expect(checked.flatMap(({ file, text }) => findArchaicWords(file, text))).toEqual([])
  })

  it('have no comments of more than three lines', () => {
    expect(sources.flatMap(({ file, text }) => findLongComments(file, text))).toEqual([])
  })

  it('document every export', () => {
    expect(sources.flatMap(({ file, text }) => findUndocumentedExports(file, text))).toEqual([])
  })

  it('have test titles that read as facts', () => {
    const tests = sources.filter(({ file }) => isTest(file))
    expect(tests.flatMap(({ file, text }) => findUnclearTitles(file, text))).toEqual([])
  })

  it('use each file name once per layer', () => {
    const code = layers.flatMap(listFiles).filter(isSource)
    expect(findRepeatedNames(code), 'Name each file after its main export.').toEqual([])
  })
})

describe('the check for archaic words', () => {
  it.each(['// Nobody asks.', "const nobody = 'x'", 'Read it anew.', 'Your e-mail address'])('refuses %j', (line) => {
    expect(findArchaicWords('a.ts', `\n${line}`)).toEqual([expect.stringMatching(/^a\.ts:2 Write "/)])
  })

  it.each(['// It understands.', 'bystanders', 'the-mailbox'])('accepts %j', (line) => {
    expect(findArchaicWords('a.ts', line)).toEqual([])
  })
})

describe('the check for long comments', () => {
  const lines = (count: number, start: string) => `${start} words\n`.repeat(count)

  it.each([
    lines(4, '//'),
    lines(4, '  //'),
    `/**\n${lines(4, ' *')} */\nconst a = 1`,
    `/*\n${lines(4, ' *')} */\nexport const a = 1`,
  ])('refuses %j', (text) => {
    expect(findLongComments('a.ts', `\n${text}`)).toEqual([expect.stringMatching(/^a\.ts:2 Shorten .* of 4 lines/)])
  })

  it.each([
    lines(3, '//'),
    `${lines(2, '//')}const a = 1\n${lines(2, '//')}`,
    `/**\n${lines(3, ' *')} */\nconst a = 1`,
    `/**\n${lines(4, ' *')} */\nexport const a = 1`,
  ])('accepts %j', (text) => {
    expect(findLongComments('a.ts', text)).toEqual([])
  })
})

describe('the check for doc comments', () => {
  it.each([
    'export function a() {}',
    'export async function a() {}',
    'export const a = () => 1',
    'export const a = 1',
    'export type a = string',
    'export interface a {}',
    'export class a {}',
    '// A line comment.\nexport function a() {}',
    '/** Another. */\nexport function b() {}\nexport function a() {}',
  ])('refuses %j', (text) => {
    expect(findUndocumentedExports('a.tsx', text)).toEqual([
      expect.stringMatching(/^a\.tsx:\d Say in a doc comment what "a" is or does\.$/),
    ])
  })

  it.each([
    '/** Returns 1. */\nexport function a() {}',
    '/** Returns 1. */\nexport function a(): 1\nexport function a(b?: 1) {}',
    'function a() {}',
    'export const metadata = {}',
    "export { a } from './a'",
    'export default function Page() {}',
    'export async function GET() {}',
  ])('accepts %j', (text) => {
    expect(findUndocumentedExports('a.tsx', text)).toEqual([])
  })
})

describe('the check for test titles', () => {
  it.each([
    "it('marks', () => {})",
    "describe('marks', () => { it('work', () => {}) })",
    "it('A1: The mark is kept', () => {})",
    "it('what a reader marks is kept', () => {})",
    "describe('whoever marks', () => {})",
    "it.each([1])('A1, B2: which mark %s wins', () => {})",
    "test('shows a message to who is signed out', slow, async () => {})",
    "it('keeps a mark.', () => {})",
    `it('keeps ${'a long '.repeat(20)} mark', () => {})`,
  ])('refuses %j', (text) => {
    expect(findUnclearTitles('a.test.ts', `\n${text}`)).toEqual([expect.stringMatching(/^a\.test\.ts:2 "/)])
  })

  it.each([
    "it('keeps a mark', () => {})",
    "describe('a mark', () => { it('survives', () => {}) })",
    "describe('marks on %s', () => { it('A1: control: %s', () => {}) })",
    "it('A1: JSON that can’t be read is refused (40 cases)', () => {})",
    "test('wallabag#8468: keeps a mark', slow, async () => {})",
    "test.step('readers', async () => {})",
    "const it = 1; test.use({ page: 'The page' })",
  ])('accepts %j', (text) => {
    expect(findUnclearTitles('a.test.ts', text)).toEqual([])
  })
})

describe('the check for repeated file names', () => {
  it('refuses a name twice in one layer', () => {
    expect(findRepeatedNames(['lib/a/load.ts', 'lib/b/load.ts', 'lib/load.ts'])).toEqual(['lib: load.ts'])
  })

  it('accepts a name in two layers, and names that a framework demands', () => {
    expect(findRepeatedNames(['lib/load.ts', 'app/load.ts', 'app/a/page.tsx', 'app/b/page.tsx'])).toEqual([])
    expect(findRepeatedNames(['lib/a/index.ts', 'lib/b/index.ts', 'app/a/route.ts', 'app/b/route.ts'])).toEqual([])
  })
})
