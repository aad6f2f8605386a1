import path from 'node:path'
import type { Root } from 'mdast'
import { findInvisible } from '../../invisible-characters'
import { annotateHeadings, dropForeignElements, findLinks } from '../body/annotate'
import { checkBody } from '../checks/check-body'
import { collectAddresses, type Addresses } from '../checks/collect-addresses'
import { checkCharacters, checkEntities } from '../checks/check-text'
import { readFrontMatter, type FrontMatter } from './front-matter'
import { findTooManyNodes, findTooMuch, limits } from '../limits'
import { parseBody, placeOf } from '../body/markdown'
import { findNearMisses } from '../checks/near-misses'
import { readPassages } from '../body/passages'
import type { Finding, Heading, Passage, Problem, TopicLink } from '../portal'
import { checkReadingLists } from '../checks/reading-lists'
import { dropUnsafeAddresses } from '../body/safe-addresses'
import { TooSlowError, runWithTimeout } from '../run-with-timeout'

/** One file, before it is combined with the others. */
export interface Page {
  file: string
  problems: Problem[]
  frontMatter: FrontMatter | null
  /** The position of each field of the front matter. */
  lineOf: Record<keyof FrontMatter, { line: number; column: number }>
  /** The position of each prerequisite. */
  needPlaces: { line: number; column: number }[]
  source: string | null
  /** Set if this is an earlier version, because the current file can't be shown. */
  isFormer?: boolean
  headings: Heading[]
  passages: Passage[]
  links: TopicLink[]
  addresses: Addresses
}

/** Reads files under one timeout, since each timeout costs a thread. If it expires, each file is read under its own. */
export function readPages(files: { file: string; bytes: Buffer }[]): Page[] {
  try {
    return runWithTimeout(limits.milliseconds, () =>
      files.map(({ file, bytes }) => readPage(file, bytes, (_milliseconds, work) => work())),
    )
  } catch {
    return files.map(({ file, bytes }) => readPage(file, bytes))
  }
}

/**
 * Reads one file. Never throws or hangs: errors become problems, and the readable parts are returned. `look` is given
 * the tree of the body and the body itself before they are checked, so that it need not be parsed again.
 */
export function readPage(
  file: string,
  bytes: Buffer,
  guard: typeof runWithTimeout = runWithTimeout,
  look?: (tree: Root, body: string) => void,
): Page {
  const problems: Problem[] = []
  const nothing = {
    source: null,
    headings: [],
    passages: [],
    links: [],
    addresses: { inside: [], outside: [], pictures: [] },
  }
  const page: Page = {
    file,
    problems,
    frontMatter: null,
    lineOf: listLines(() => ({ line: 1, column: 1 })),
    needPlaces: [],
    ...nothing,
  }
  const report = (problem: Finding) => problems.push({ file, ...problem })

  if (bytes.length > limits.fileBytes) {
    report({
      line: 1,
      column: 1,
      rule: 'size',
      message: `The file is larger than ${limits.fileBytes / 1024} KB. Split it into several topics.`,
    })
    return page
  }
  const text = decode(bytes, report)
  if (text === null) return page
  checkCharacters(text).forEach(report)

  try {
    const { data, lineOf, needPlaces, body, problems: found } = guard(limits.milliseconds, () => readFrontMatter(text))
    found.forEach(report)
    page.frontMatter = data
    page.lineOf = listLines(lineOf)
    page.needPlaces = needPlaces
    if (data) checkNames(file, data, page.lineOf, report)
    const tooMuch = findTooMuch(body)
    if (tooMuch) report(tooMuch)
    else {
      const { findings, ...read } = guard(limits.milliseconds, () => readBody(body, look))
      findings.forEach(report)
      Object.assign(page, read)
    }
  } catch (error) {
    report({
      line: 1,
      column: 1,
      rule: error instanceof TooSlowError ? 'too-slow' : 'too-much',
      message: explain(error),
    })
  }
  return page
}

function listLines(lineOf: (field: keyof FrontMatter) => { line: number; column: number }): Page['lineOf'] {
  const of = (field: keyof FrontMatter) => lineOf(field)
  return {
    title: of('title'),
    category: of('category'),
    slug: of('slug'),
    sortorder: of('sortorder'),
    toc: of('toc'),
    sidebartitle: of('sidebartitle'),
    meta: of('meta'),
    also: of('also'),
    level: of('level'),
    needs: of('needs'),
  }
}

function decode(bytes: Buffer, report: (problem: Finding) => void): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    if (!text.startsWith('\uFEFF')) return text
    report({
      line: 1,
      column: 1,
      rule: 'encoding',
      message: 'The file begins with a byte order mark. Save it as UTF-8 without one.',
    })
    return text.slice(1)
  } catch {
    const before = bytes.toString('utf8').split('\uFFFD', 1)[0]?.split('\n') ?? []
    report({
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
      rule: 'encoding',
      message: 'The file is not UTF-8. Save it as UTF-8.',
    })
    return null
  }
}

function checkNames(file: string, data: FrontMatter, lineOf: Page['lineOf'], report: (problem: Finding) => void): void {
  if (data.slug !== path.posix.basename(file, '.mdx'))
    report({
      ...lineOf.slug,
      rule: 'slug',
      message: `The slug "${data.slug}" must be the file's name. Rename the file to ${data.slug}.mdx, or change the slug.`,
    })
  // Escapes in quotes can produce characters that the source does not contain.
  for (const field of ['title', 'sidebartitle', 'meta', 'also'] as const) {
    const unseen = findInvisible(data[field] ?? '', 'several lines')
    if (unseen)
      report({ ...lineOf[field], rule: 'hidden-character', message: `"${field}" holds ${unseen.name}. Remove it.` })
  }
}

function readBody(body: string, look?: (tree: Root, body: string) => void): Partial<Page> & { findings: Finding[] } {
  const { tree, problem, opening } = { opening: 0, ...parseBody(body) }
  if (!tree) return { findings: [problem, ...findBehind(body, opening)] }
  look?.(tree, body)
  const tooMuch = findTooManyNodes(tree)
  if (tooMuch) return { findings: [tooMuch] }
  const { addresses, findings } = collectAddresses(tree)
  const report = (finding: Finding) => findings.push(finding)
  checkBody(tree, report)
  checkEntities(tree, body).forEach(report)
  findNearMisses(tree, body).forEach(report)
  dropForeignElements(tree)
  dropUnsafeAddresses(tree)
  const headings = annotateHeadings(tree)
  const found = findLinks(tree, body)
  const links = found.map(({ href: url, text, around, title = null, verdict, clause, id = null, node }) => ({
    url,
    text,
    around,
    title,
    verdict,
    clause,
    id,
    ...placeOf(node),
  }))
  checkRepeats(links, report)
  checkReadingLists(tree, found, body).forEach(report)
  return { source: body, headings, passages: readPassages(tree, found), links, addresses, findings }
}

/** The most attempts to read a body past its syntax errors, and the longest body for which they are made. */
const [attempts, attemptLength] = [8, 32 * 1024]

/**
 * Returns the findings of a body after its first syntax error, so that one slip does not hide the others. Masks the
 * character that opens each broken part, and reads the body again.
 */
function findBehind(body: string, opening: number): Finding[] {
  if (body.length > attemptLength) return []
  const findings: Finding[] = []
  let text = body
  for (let attempt = 0; attempt < attempts; attempt++) {
    text = mask(text, opening)
    const parsed = parseBody(text)
    if (parsed.tree) return [...findings, ...readBody(text).findings]
    if (text[parsed.opening] === masked) return findings
    findings.push(parsed.problem)
    opening = parsed.opening
  }
  return findings
}

/** Takes the place of a character that opens broken text; Markdown reads it as text. */
const masked = '·'

/** Masks the character at an offset and, if it opens an element, the one that opens its closing tag. */
function mask(text: string, opening: number): string {
  const put = (at: number) => text.slice(0, at) + masked + text.slice(at + 1)
  const [, name] = /^<([A-Za-z][\w.]*)/.exec(text.slice(opening, opening + 40)) ?? []
  // In a line that is read as JavaScript, masks everything that the parser could trip over.
  if (!/[<{]/.test(text[opening] ?? ''))
    return text.slice(0, opening) + text.slice(opening).replace(/^.*/, (line) => line.replace(/^.|[<{]/g, masked))
  text = put(opening)
  const closing = name ? text.indexOf(`</${name}>`, opening) : -1
  return closing < 0 ? text : put(closing)
}

/** Reports a resource that a page lists twice: both entries would share one set of marks. */
function checkRepeats(links: TopicLink[], report: (problem: Finding) => void): void {
  const first = new Map<string, TopicLink>()
  for (const link of links) {
    if (link.verdict === 'mention' || link.id === null) continue
    const other = first.get(link.id)
    if (!other) first.set(link.id, link)
    else if (new URL(other.url).hash !== new URL(link.url).hash)
      report({
        line: link.line,
        column: link.column,
        rule: 'repeated-resource',
        message: `Without its "#" this is the address of line ${other.line}, so readers could mark only one. Give each <Resource href="…" id="…"> an id, or make one a <Mention>.`,
      })
    else
      report({
        line: link.line,
        column: link.column,
        rule: 'repeated-resource',
        message: `Line ${other.line} lists this already. Remove one of the two, or make this one a <Mention>.`,
      })
  }
}

function explain(error: unknown): string {
  if (error instanceof TooSlowError)
    return `Reading this page takes more than ${limits.milliseconds / 1000} seconds: something is nested or repeated too often. Look for long runs of *, _, [, > or -, and remove them.`
  if (error instanceof RangeError) return 'Something on this page is nested too deeply. Remove some levels.'
  return `This page can't be read (${String(error).slice(0, 200)}). Remove what was added last, and add it back line by line.`
}
