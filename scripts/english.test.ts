import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

/** Folders and documents in plain English. The list grows until it is everything but the pages of `content`. */
const finished = [
  'lib/account',
  'lib/auth',
  'lib/content',
  'lib/content-git',
  'lib/db',
  'lib/editing',
  'lib/history',
  'lib/import',
  'lib/links',
  'lib/observing',
  'lib/operating',
  'lib/publishing',
  'lib/responses',
  'lib/shelf',
  'lib/transfer',
  ...readdirSync('lib').flatMap((name) => (name.endsWith('.ts') ? [`lib/${name}`] : [])),
]

/** Archaic words, with what to write instead. */
const replacements: Record<string, string> = {
  anew: 'again',
  whoever: 'anyone who',
  whosoever: 'anyone who',
  nobody: 'no one',
  somebody: 'someone',
  stands: 'is',
  mended: 'fixed',
  meanwhile: 'in the meantime',
  thereof: 'of it',
  'e-mail': 'email',
}
const archaic = new RegExp(`\\b(${Object.keys(replacements).join('|')})\\b`, 'gi')

const layers = ['app', 'components', 'lib', 'server', 'scripts', 'e2e', 'assurance']

/** Names that a framework or module resolution demands, and their tests. */
const demanded = /^(route|page|layout|loading|error|not-found|default|template|index)(\.test)?\.tsx?$/

/** Names that several files of a layer still have. Only remove entries: rename the files instead. */
const repeated = [
  'lib: check-links.ts',
  'lib: front-matter.ts',
  'lib: limits.test.ts',
  'lib: limits.ts',
  'lib: load.ts',
  'lib: mark.ts',
  'lib: markdown.ts',
  'lib: near-topics.ts',
  'lib: pictures.ts',
  'lib: read-html.ts',
  'lib: session.ts',
  'lib: testing.ts',
  'scripts: command.ts',
  'scripts: move.ts',
  'scripts: test-content.ts',
  'scripts: verb.ts',
]

/** Returns the files below a folder, or the file itself, without this one, which has to name the words. */
function listFiles(entry: string): string[] {
  const files = statSync(entry).isDirectory()
    ? readdirSync(entry, { recursive: true, withFileTypes: true })
        .filter((each) => each.isFile())
        .map(({ parentPath, name }) => path.join(parentPath, name))
    : [entry]
  return files.filter((file) => /\.(tsx?|[cm]?js|css|md|ya?ml)$/.test(file) && !file.endsWith('english.test.ts'))
}

const isSource = (file: string) => /\.(tsx?|[cm]?js)$/.test(file)

/** Returns a sentence for each archaic word in a text: in comments, strings and names. */
function findArchaicWords(file: string, text: string): string[] {
  return text.split('\n').flatMap((line, index) =>
    [...line.matchAll(archaic)].map(([word]) => {
      const replacement = replacements[word.toLowerCase()]
      return `${file}:${index + 1} Write "${replacement}" for "${word}", or rephrase the sentence.`
    }),
  )
}

/** Returns a sentence for each comment of more than three lines of text. A doc comment of an export may be longer. */
function findLongComments(file: string, text: string): string[] {
  // Lines of `//` without another line between them, or one block.
  const comments = text.matchAll(/(?:^[ \t]*\/\/.*\n?)+|^[ \t]*\/\*[\s\S]*?\*\/\n?/gm)
  return [...comments].flatMap(({ 0: comment, index }) => {
    const lines = comment.split('\n').filter((line) => /[^\s/*]/.test(line)).length
    const isExported = comment.trimStart().startsWith('/**') && text.slice(index + comment.length).startsWith('export ')
    if (lines <= 3 || isExported) return []
    const line = text.slice(0, index).split('\n').length
    return [`${file}:${line} Shorten this comment of ${lines} lines to at most 3: say why, not what.`]
  })
}

/** Returns the names that occur more than once among the files of one layer, each as "layer: name". */
function findRepeatedNames(files: string[]): string[] {
  const names = files.map((file) => `${file.split(path.sep)[0]}: ${path.basename(file)}`)
  const seen = names.filter((name, index) => names.indexOf(name) < index && !demanded.test(name.split(': ')[1] ?? ''))
  return [...new Set(seen)].sort()
}

describe('the code and its documents', () => {
  const files = finished.flatMap(listFiles).map((file) => ({ file, text: readFileSync(file, 'utf8') }))

  it('use no archaic words', () => {
    expect(files.flatMap(({ file, text }) => findArchaicWords(file, text))).toEqual([])
  })

  it('have no comments of more than three lines', () => {
    const sources = files.filter(({ file }) => isSource(file))
    expect(sources.flatMap(({ file, text }) => findLongComments(file, text))).toEqual([])
  })

  it('use each file name once per layer, apart from a list that only shrinks', () => {
    const advice = 'Name each file after its main export; remove a name from the list once it is unique.'
    expect(findRepeatedNames(layers.flatMap(listFiles).filter(isSource)), advice).toEqual(repeated)
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

describe('the check for repeated file names', () => {
  it('refuses a name twice in one layer', () => {
    expect(findRepeatedNames(['lib/a/load.ts', 'lib/b/load.ts', 'lib/load.ts'])).toEqual(['lib: load.ts'])
  })

  it('accepts a name in two layers, and names that a framework demands', () => {
    expect(findRepeatedNames(['lib/load.ts', 'app/load.ts', 'app/a/page.tsx', 'app/b/page.tsx'])).toEqual([])
    expect(findRepeatedNames(['lib/a/index.ts', 'lib/b/index.ts', 'app/a/route.ts', 'app/b/route.ts'])).toEqual([])
  })
})
