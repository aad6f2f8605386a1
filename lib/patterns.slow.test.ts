import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { countCpu } from '@/scripts/testing/cpu'

// A pattern that backtracks can block the server on one long text. So each pattern in the source is run on slow
// inputs as long as the longest header.

const folders = ['app', 'components', 'lib', 'packages', 'scripts', 'server']
const length = 16 * 1024
/**
 * In milliseconds of CPU time. A linear pattern takes less than one, a backtracking one 130 or more; with other tests
 * on all cores, a measurement can be several times too high.
 */
const [quiet, busy] = [10, 50]

/** Patterns that only match trusted or short text, each with the reason. */
const trusted: Record<string, string> = {
  'components/content/testing.tsx <([^/\\s>]+)((?:\\s+[^\\s=>]+(?:="[^"]*")?)*)\\s*\\/?>': 'reads what tests render',
  'packages/import/src/tree/html-names.ts <!--[\\s\\S]*?-->|<(\\/?)([A-Za-z][^\\s/<>]*)(?![^\\s/<>])((?:"[^"]*"|\'[^\']*\'|[^"\'<>])*)>':
    'an import gives each page a time limit, and its operator waits',
  'packages/import/src/tree/split-html.ts <!--[\\s\\S]*?-->|<(\\/?)([A-Za-z][\\w-]*)(?![\\w-])(?:"[^"]*"|\'[^\']*\'|[^"\'<>])*>':
    'an import gives each page a time limit, and its operator waits',
  'lib/observing/scrub.ts [^\\s<>(),;:=@]+@[^\\s<>(),;:=@]+': 'cut to 500 characters',
  'lib/observing/scrub.ts \\b([\\da-f]{1,4}:){3,7}[\\da-f]{0,4}|[\\da-f:]*::[\\da-f:]*': 'cut to 500 characters',
  'lib/observing/scrub.ts (?=[\\w-]*\\d)(?=[\\w-]*[a-z])[\\w-]{20,}': 'cut to 500 characters',
}

interface Pattern {
  where: string
  source: string
  flags: string
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx)$/.test(entry.name) && !/\.(test|spec)\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('/testing/') && !file.includes('/client/'))
}

/** Returns all patterns in a file, as literals or as arguments of RegExp. */
function readPatterns(file: string): Pattern[] {
  const found: Pattern[] = []
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  const add = (node: ts.Node, pattern: string, flags: string) =>
    found.push({
      where: `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`,
      source: pattern,
      flags,
    })
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/')
      add(node, node.text.slice(1, end), node.text.slice(end + 1))
    }
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp') {
      const [pattern, flags] = node.arguments ?? []
      // Patterns built at run time are tested with a plain word in each gap.
      const text =
        pattern &&
        (ts.isStringLiteralLike(pattern)
          ? pattern.text
          : ts.isTemplateExpression(pattern)
            ? pattern.head.text + pattern.templateSpans.map(({ literal }) => `a${literal.text}`).join('')
            : ts.isTaggedTemplateExpression(pattern)
              ? getRaw(pattern.template)
              : null)
      if (text) add(node, text, flags && ts.isStringLiteralLike(flags) ? flags.text : '')
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function getRaw(template: ts.TemplateLiteral): string {
  const body = (text: string) => text.slice(1, text.endsWith('${') ? -2 : -1)
  return ts.isNoSubstitutionTemplateLiteral(template)
    ? body(template.getText())
    : body(template.head.getText()) +
        template.templateSpans.map(({ literal }) => `a${body(literal.getText())}`).join('')
}

/** Sample texts for the character classes in a pattern. */
const classes: [RegExp, string[]][] = [
  [/\\s|\\p\{Z|\[\^/, [' ', '\n', '\t']],
  [/\\d|0-9/, ['0', '1']],
  [/\\w|a-z|\\p\{L|\\S|\[\^|\./, ['a', 'Z', 'word ']],
  [/\\p/, ['ß', '👩', '\u200d']],
]

/** Returns texts that repeat a pattern's own characters, with and without a matching start and end. */
function attack(source: string): string[] {
  const literals = [
    ...new Set(
      source
        .replace(/\\[pP]\{[^}]*\}|\\u\{?[0-9a-fA-F]+\}?|\\x[0-9a-f]{2}|\\[dswDSWbB]/g, '')
        .replace(/\\(.)/g, '$1')
        .split(''),
    ),
  ].slice(0, 24)
  const own = classes.flatMap(([named, texts]) => (named.test(source) ? texts : []))
  const words = source.match(/[A-Za-z<>/:@"'`=&#!-]{2,}/g) ?? []
  const units = [
    ...new Set([
      ...own,
      ...literals,
      ...words,
      ...words.flatMap((word) => own.slice(0, 2).map((each) => word + each)),
      ...literals.flatMap((each) => own.slice(0, 3).flatMap((other) => [each + other])),
      ...literals.slice(0, 8).flatMap((each) => literals.slice(0, 8).map((other) => each + other)),
    ]),
  ].filter(Boolean)
  const repeat = (unit: string) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
  const starts = ['', ...words.slice(0, 3), ...literals.filter((each) => /[<[({"'`|@#&]/.test(each)).slice(0, 4)]
  return units.flatMap((unit) =>
    starts.slice(0, own.includes(unit) ? undefined : 1).map((start) => `${start}${repeat(unit)}\u0000`),
  )
}

const sandbox = vm.createContext({ pattern: /x/, texts: [] })
const run = new vm.Script(
  `for (const text of texts) { pattern.lastIndex = 0; pattern.global ? text.replace(pattern, '') : pattern.test(text) }`,
)

/** Returns the CPU time in milliseconds that a pattern takes for these texts, or for those within the wall-clock limit. */
function measure(pattern: RegExp, texts: string[], timeout = 250): number {
  Object.assign(sandbox, { pattern, texts })
  const used = countCpu()
  try {
    run.runInContext(sandbox, { timeout })
  } catch {
    // On a busy machine, wall-clock time may pass without work.
    return used() > busy ? used() : measure(pattern, texts, timeout * 4)
  }
  return used()
}

/** Returns the first text that takes a pattern too long three times in a row. */
function findSlow({ source, flags }: Pattern, most: number): string | null {
  const pattern = new RegExp(source.replaceAll('Script=a}', 'Script=Latin}'), flags)
  const texts = attack(source)
  // If all together are fast enough, none needs a separate test.
  if (measure(pattern, texts) <= most) return null
  for (const text of texts) {
    let took = measure(pattern, [text])
    for (let again = 0; again < 2 && took > most; again++) took = Math.min(took, measure(pattern, [text]))
    if (took > most) return `${Math.round(took)} ms for ${JSON.stringify(text.slice(0, 12))}…`
  }
  return null
}

describe('the patterns of the source', () => {
  const all = folders.flatMap((folder) => listFiles(folder).flatMap(readPatterns))

  it('are found', () => {
    expect(all.length).toBeGreaterThan(150)
  })

  it('are recognised if they are slow', () => {
    for (const source of ['(a+)+$', '\\s+$', '\\/+$', '\\s*;\\s*$', '\\]\\([^)]*\\)', '<!--[^]*?-->'])
      expect([source, findSlow({ where: '', source, flags: source.startsWith('<') ? 'g' : '' }, quiet)]).toEqual([
        source,
        expect.any(String),
      ])
  })

  it('take a few milliseconds at most for texts of 16 KB', () => {
    const untrusted = all.filter(({ where, source }) => !trusted[`${where.replace(/:\d+$/, '')} ${source}`])
    // Many occur in several files.
    const distinct = new Map(untrusted.map((each) => [`/${each.source}/${each.flags}`, each])).values()
    const slow = [...distinct].flatMap(
      (pattern) =>
        findSlow(pattern, busy)?.replace(/^/, `${pattern.where} /${pattern.source}/${pattern.flags}: `) ?? [],
    )
    expect(slow).toEqual([])
  }, 300_000)

  it('listed as trusted all exist', () => {
    const there = new Set(all.map(({ where, source }) => `${where.replace(/:\d+$/, '')} ${source}`))
    expect(Object.keys(trusted).filter((each) => !there.has(each))).toEqual([])
  })
})
