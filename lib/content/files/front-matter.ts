import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type Pair } from 'yaml'
import { z } from 'zod'
import { reservedSlugs } from '../../addresses'
import { explainLines, findMissingEnd, findTypographicQuotes } from './front-matter-lines'
import type { Finding } from '../portal'

const sortorderShape = 'must be 4 to 12 digits, the first two the chapter, as in "0603"'

const needsShape = 'must be a list of slugs, as in [sql, http]'

/** How deep a topic goes, from basic to advanced. */
export const levels = ['first', 'working', 'deep'] as const

/** The fields of a topic, each with a description for editors. */
const fields = {
  title: z
    .string('must be text')
    .trim()
    .min(1, 'must not be empty')
    .max(120, 'must be at most 120 characters')
    .describe('The heading of the page.'),
  category: z.literal('page', 'must be "page"').describe('Always "page".'),
  slug: z
    .string('must be text')
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case letters, digits and single hyphens')
    .max(80, 'must be at most 80 characters')
    .describe('The address of the page, and its file name: lower-case letters, digits and hyphens.'),
  sortorder: z
    .string(sortorderShape)
    .regex(/^\d{4}(\d{1,8})?$/, sortorderShape)
    .describe(
      'The position of the page: digits in quotes, first two for its chapter, then two within it, as in "0603".',
    ),
  toc: z.boolean('must be true or false').describe('true for the page that heads its chapter, false for all others.'),
  sidebartitle: z
    .string('must be text')
    .trim()
    .min(1, 'must not be empty')
    .max(40, 'must be at most 40 characters')
    .describe('The short name in the sidebar.'),
  meta: z
    .string('must be text')
    .trim()
    .min(1, 'must not be empty')
    .max(300, 'must be at most 300 characters')
    .describe('One sentence for search results, shown under the title.'),
  also: z
    .string('must be text')
    .trim()
    .min(1, 'must not be empty')
    .max(300, 'must be at most 300 characters')
    .describe('Other words that readers search for, separated by commas, as in "CSRF, SQL injection".')
    .optional(),
  level: z
    .enum(levels, 'must be first, working or deep')
    .describe('How deep the topic goes: "first", "working" or "deep".')
    .optional(),
  needs: z
    .array(z.string(needsShape).trim().min(1, needsShape), needsShape)
    .min(1, 'names no topic; remove the line')
    .max(6, 'must be at most 6; keep only those that the page can’t be read without')
    .describe('Slugs of the topics to read before this one, as in [sql, http].')
    .optional(),
}

const frontMatter = z.strictObject(fields)

/** The limit in bytes before parsing, ten times what the longest fields need. */
const longest = 8 * 1024

/** Fields that readers see as text. */
const texts = new Set(['title', 'sidebartitle', 'meta', 'also'])

/** The front matter of a topic. */
export type FrontMatter = z.infer<typeof frontMatter>

/** Returns the JSON Schema of front matter, with which editors complete and check it. */
export function describeFrontMatter(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(frontMatter, { io: 'input' })
  return { $schema, title: 'The front matter of a topic', ...schema }
}

/** Whether a text is a valid slug of a topic. */
export function isSlug(text: string): boolean {
  return fields.slug.safeParse(text).success && !reservedSlugs.has(text)
}

/**
 * Splits a page into front matter and body. Blank lines replace the front matter in the body, so that later
 * messages name the right line. `data` is null if the front matter has errors; `lineOf` holds the position
 * of each field.
 */
export function readFrontMatter(text: string): {
  data: FrontMatter | null
  lineOf: (field: keyof FrontMatter) => { line: number; column: number }
  /** The position of each prerequisite. */
  needPlaces: { line: number; column: number }[]
  body: string
  problems: Finding[]
} {
  const lines = new Map<string, { line: number; column: number }>()
  const lineOf = (field: string) => lines.get(field) ?? { line: 1, column: 1 }
  const needPlaces: { line: number; column: number }[] = []
  const problems: Finding[] = []
  const report = (place: { line: number; column: number }, message: string) =>
    problems.push({ ...place, rule: 'front-matter', message })

  const fence = /^---[ \t]*\r?\n([\s\S]*?)^---[ \t]*$/m.exec(text)
  if (!fence || fence.index !== 0) {
    const opened = /^---[ \t]*\r?\n/.exec(text)
    if (/^\+\+\+[ \t]*\r?\n/.test(text))
      report(
        { line: 1, column: 1 },
        'The front matter is TOML, between lines of "+++". Write it as YAML: lines of "key: value" between two lines of "---".',
      )
    else if (opened) reportMissingEnd(report, countFields(text.slice(opened[0].length)))
    else report({ line: 1, column: 1 }, 'The page must begin with its front matter between two lines of "---".')
    return { data: null, lineOf, needPlaces, body: text, problems }
  }
  const body = fence[0].replace(/[^\r\n]/g, '') + text.slice(fence[0].length)

  const yaml = fence[1] ?? ''
  if (yaml.length > longest) {
    report(
      { line: 1, column: 1 },
      `The front matter is longer than ${longest / 1024} KB. It holds a few short lines; the text of the page goes below its closing "---".`,
    )
    return { data: null, lineOf, needPlaces, body, problems }
  }
  const end = findMissingEnd(yaml, Object.keys(fields))
  if (end !== null) {
    reportMissingEnd(report, end)
    return { data: null, lineOf, needPlaces, body, problems }
  }
  const counter = new LineCounter()
  const place = (offset: number) => {
    const { line, col } = counter.linePos(offset)
    return { line: line + 1, column: col }
  }
  const document = parseDocument(yaml, { lineCounter: counter, prettyErrors: false })
  if (document.errors.length) {
    for (const { index, column, message } of explainLines(yaml, Object.keys(fields)))
      report({ line: index + 2, column }, message)
    // Only the first error: after one of this kind, the parser misreads the rest.
    const [error] = document.errors
    if (!problems.length && error)
      report(
        place(error.pos[0]),
        `This can't be read as "key: value" (${error.message.replace(/\.$/, '')}). ${error.code === 'BAD_DQ_ESCAPE' ? 'Write a backslash within double quotes as "\\\\"' : 'Put the value in double quotes'}.`,
      )
  }
  if (problems.length) return { data: null, lineOf, needPlaces, body, problems }
  if (!isMap(document.contents)) {
    report(
      { line: 2, column: 1 },
      `The front matter must be lines of "key: value" with the keys ${Object.keys(fields).join(', ')}.`,
    )
    return { data: null, lineOf, needPlaces, body, problems }
  }

  const values: Record<string, unknown> = {}
  const cut = new Set<string>()
  for (const pair of document.contents.items as Pair<Node, Node | null>[]) {
    const key = isScalar(pair.key) ? String(pair.key.value) : ''
    const at = place((pair.value?.range ?? pair.key.range)?.[0] ?? 0)
    if (!Object.hasOwn(fields, key)) {
      report(place(pair.key.range?.[0] ?? 0), `Unknown key "${key}". The keys are ${Object.keys(fields).join(', ')}.`)
      continue
    }
    lines.set(key, at)
    if (pair.value?.tag) report(at, `"${key}" has a YAML type ("${pair.value.tag}"). Remove the type.`)
    // YAML parsers disagree on the number 0603, so only its source text is reliable.
    const scalar = isScalar(pair.value) ? pair.value : null
    const comment = texts.has(key) && scalar?.type === 'PLAIN' ? findComment(yaml, (scalar.range ?? [0])[0]) : null
    if (comment) cut.add(key)
    if (comment)
      report(
        place(comment.start),
        `Text after "#" is a comment and would be lost. Put the value in quotes: ${key}: ${JSON.stringify(comment.line)}`,
      )
    const typographic =
      texts.has(key) && scalar?.type === 'PLAIN' && typeof scalar.value === 'string'
        ? findTypographicQuotes(scalar.value, key)
        : null
    if (typographic) report(at, typographic)
    if (isSeq<Node>(pair.value) && key === 'needs') {
      for (const item of pair.value.items) needPlaces.push(place(item.range?.[0] ?? 0))
      values[key] = pair.value.items.map((item) => (isScalar(item) ? item.value : null))
    } else values[key] = (key === 'sortorder' ? scalar?.source : scalar?.value) ?? null
  }
  for (const [key, schema] of Object.entries(fields)) {
    if (!Object.hasOwn(values, key)) {
      if (schema.isOptional()) continue
      report({ line: 1, column: 1 }, `The key "${key}" is missing.`)
      continue
    }
    const checked = schema.safeParse(values[key])
    if (!checked.success && !cut.has(key))
      report(
        needPlaces[Number(checked.error.issues[0]?.path[0] ?? NaN)] ?? lineOf(key),
        `"${key}" ${checked.error.issues[0]?.message ?? 'is not valid'}.`,
      )
    else if (checked.success) values[key] = checked.data
  }
  if (typeof values.slug === 'string' && reservedSlugs.has(values.slug))
    report(lineOf('slug'), `The portal itself uses the address /${values.slug}; choose another slug.`)

  return { data: problems.length ? null : (values as FrontMatter), lineOf, needPlaces, body, problems }
}

/** Finds a comment that cuts off an unquoted value on the line where the value begins. */
function findComment(yaml: string, start: number): { start: number; line: string } | null {
  const [rest = ''] = yaml.slice(start).split(/\r?\n/, 1)
  const comment = /(?:^|\s)#/.exec(rest)
  return comment && { start: start + comment.index + comment[0].length - 1, line: rest.trim() }
}

/** Counts the lines at the start of a text that are fields. */
function countFields(text: string): number {
  const index = text.split(/\r?\n/).findIndex((line) => !/^[\w-]+:/.test(line))
  return Math.max(0, index)
}

function reportMissingEnd(
  report: (place: { line: number; column: number }, message: string) => void,
  index: number,
): void {
  report(
    { line: index + 2, column: 1 },
    'The front matter is never closed. Put a line of "---" here, below its last field.',
  )
}
