import { createHash } from 'node:crypto'
import path from 'node:path'
import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit, type Document } from 'yaml'
import { z } from 'zod'
import { findInvisible } from '../invisible-characters'
import { parseUrl } from '../parse-url'
import { checkCharacters } from './check-text'
import { limits } from './limits'
import type { Finding, Place, Problem } from './portal'
import { TooSlowError, runWithTimeout } from './run-with-timeout'

const text = (most: number) =>
  z
    .string('must be text; put it in double quotes')
    .trim()
    .min(1, 'must not be empty')
    .max(most, `must be at most ${most} characters`)
    .refine((value) => !findInvisible(value, 'several lines'), 'contains an invisible character; remove it')

const slug = z.string('must be the slug of a topic').trim().min(1, 'must be the slug of a topic')

const list = <T extends z.ZodType>(item: T, what: string) => z.array(item, `must be a list of ${what}`)

const address = z
  .string('must be an address')
  .refine((value) => /^https?:\/\//i.test(value) && parseUrl(value) !== null, 'must begin with https://')

/** The fields of a path, each with a description for editors. */
const pathShape = z
  .strictObject({
    title: text(120).describe('The goal of the path: the heading of its page.'),
    sidebartitle: text(40).describe('The short name in the sidebar.'),
    meta: text(300).describe('What the reader can do at its end: one sentence, shown under the title.'),
    for: text(300).describe('Who it is for, and what they know already: one or two sentences.'),
    hours: z
      .union(
        [z.number().int().positive(), z.string().regex(/^[1-9]\d*-[1-9]\d*$/, 'must be hours, as in 40 or 40-60')],
        'must be hours, as in 40 or 40-60',
      )
      .describe('How many hours it takes, as in 40 or 40-60.'),
    sortorder: z
      .string('must be two digits in double quotes, as in "01"')
      .regex(/^\d{2}$/, 'must be two digits in double quotes, as in "01"')
      .describe('Its position among the paths: two digits in quotes.'),
    needs: list(slug, 'slugs').optional().describe('Slugs of topics to know before.'),
    bring: list(text(200), 'short texts').optional().describe('What readers need besides time, as in “a domain name”.'),
    steps: list(
      z
        .strictObject(
          {
            topic: slug.describe('The slug of the topic.'),
            note: text(300).describe('Why it comes here and what to do with it: one or two sentences.'),
            tutorials: list(address, 'addresses')
              .min(1, 'must name a tutorial; leave the list out for all of the topic')
              .optional()
              .describe('Addresses of its tutorials that belong to the path. Without this, all of them do.'),
            milestone: z
              .strictObject(
                {
                  title: text(80).describe('What is reached, in a few words.'),
                  text: text(300).describe('What readers can do now, and how they see that it works.'),
                },
                'must have a title and a text',
              )
              .optional()
              .describe('What the reader has reached after this step.'),
          },
          'must be a step: "topic:" and "note:"',
        )
        .describe('A topic, and what to do there.'),
      'steps',
    )
      .min(1, 'must have a step')
      .max(60, 'must be at most 60; make two paths of it')
      .describe('The topics in the order to take them.'),
  })
  .describe('A way through some topics towards one goal.')

/** The fields of a path file. */
export type PathFields = z.infer<typeof pathShape>

/** A path file, before its topics are looked up. */
export interface PathFile {
  file: string
  /** The file's name without its extension: the last part of its address. */
  slug: string
  /** Null if one of them is invalid. */
  fields: PathFields | null
  /** The position of each value, by its keys joined with dots, as in "steps.0.topic". */
  places: Record<string, Pick<Place, 'line' | 'column'>>
  problems: Problem[]
  /** The SHA-256 of the file. */
  digest: string
  /** Set if this is an earlier version, because the current file can't be shown. */
  isFormer?: boolean
}

/** Returns the JSON Schema of a path, with which editors complete and check it. */
export function describePath(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(pathShape, { io: 'input' })
  return { $schema, title: 'A path', ...schema }
}

/** Reads a path file. Never throws or hangs: errors become problems. */
export function readPath(file: string, bytes: Buffer): PathFile {
  const read: PathFile = {
    file,
    slug: path.posix.basename(file, '.yaml'),
    fields: null,
    places: {},
    problems: [],
    digest: createHash('sha256').update(bytes).digest('base64url'),
  }
  const report = ({ line, column, message }: Omit<Finding, 'rule'>, rule = 'path') =>
    read.problems.push({ file, line, column, rule, message })
  if (bytes.length > limits.pathBytes) {
    report({ line: 1, column: 1, message: `The file is larger than ${limits.pathBytes / 1024} KB.` }, 'size')
    return read
  }
  let source: string
  try {
    source = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    report({ line: 1, column: 1, message: 'The file is not UTF-8. Save it as UTF-8.' }, 'encoding')
    return read
  }
  for (const { rule, ...finding } of checkCharacters(source)) report(finding, rule)
  try {
    const { fields, places, findings } = runWithTimeout(limits.milliseconds, () => parsePath(source))
    // Invisible characters have been reported from the source text.
    if (read.problems.length === 0) findings.forEach((finding) => report(finding))
    Object.assign(read, { fields: read.problems.length ? null : fields, places })
  } catch (error) {
    const message = 'The file is nested or repeated beyond reason. Keep to the fields of a path.'
    report({ line: 1, column: 1, message }, error instanceof TooSlowError ? 'too-slow' : 'too-much')
  }
  return read
}

function parsePath(source: string): Pick<PathFile, 'fields' | 'places'> & { findings: Omit<Finding, 'rule'>[] } {
  const counter = new LineCounter()
  const document = parseDocument(source, { lineCounter: counter, prettyErrors: false })
  const at = (offset: number) => {
    const { line, col } = counter.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const [error] = document.errors
  if (error) {
    const message = `This can't be read as YAML (${error.message.replace(/\.$/, '')}). Text with ": " or " #" in it needs double quotes.`
    return { fields: null, places: {}, findings: [{ ...at(error.pos[0]), message }] }
  }
  const aliases: Omit<Finding, 'rule'>[] = []
  visit(document, {
    Alias: (_key, node) =>
      void aliases.push({
        ...at(node.range?.[0] ?? 0),
        message: 'A path repeats nothing by "*name". Write the value itself.',
      }),
  })
  if (aliases.length) return { fields: null, places: {}, findings: aliases }
  const checked = pathShape.safeParse(document.toJS() ?? {})
  if (checked.success) return { fields: checked.data, places: listPlaces(document, at), findings: [] }
  const findings = checked.error.issues.flatMap((issue) => {
    const keys = issue.path.map((key) => (typeof key === 'symbol' ? '' : key))
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        ...at(findOffset(document, keys, key)),
        message: `Unknown key "${key}". The keys here are ${listKeys(keys).join(', ')}.`,
      }))
    const isMissing = isMap(document.getIn(keys.slice(0, -1), true)) && !document.hasIn(keys)
    const name = keys.findLast((key) => typeof key === 'string') ?? 'The file'
    const place = at(findOffset(document, isMissing ? keys.slice(0, -1) : keys))
    if (isMissing) return [{ ...place, message: `The key "${name}" is missing.` }]
    return [
      {
        ...place,
        message: keys.length ? `"${name}" ${issue.message}.` : `The file holds the keys ${listKeys([]).join(', ')}.`,
      },
    ]
  })
  return { fields: null, places: {}, findings: findings.sort((a, b) => a.line - b.line || a.column - b.column) }
}

/** Returns the keys that are allowed at a position. */
function listKeys(keys: (string | number)[]): string[] {
  const { steps } = pathShape.shape
  if (keys.length === 0) return Object.keys(pathShape.shape)
  const { shape } = steps.unwrap()
  return keys.includes('milestone') ? Object.keys(shape.milestone.unwrap().shape) : Object.keys(shape)
}

/** Returns the offset of a value, or of its nearest parent; with `key`, of that key in it. */
function findOffset(document: Document, keys: (string | number)[], key?: string): number {
  for (let length = keys.length; length >= 0; length--) {
    const node = length ? document.getIn(keys.slice(0, length), true) : document.contents
    const pair = isMap(node) && node.items.find((item) => isScalar(item.key) && String(item.key.value) === key)
    if (pair && isNode(pair.key) && length === keys.length) return pair.key.range?.[0] ?? 0
    if (isNode(node) && !isAlias(node) && node.range) return node.range[0]
  }
  return 0
}

function listPlaces(document: Document, at: (offset: number) => Pick<Place, 'line' | 'column'>): PathFile['places'] {
  const places: PathFile['places'] = {}
  const add = (node: unknown, keys: (string | number)[]): void => {
    if (!isNode(node) || isAlias(node)) return
    places[keys.join('.')] = at(node.range?.[0] ?? 0)
    if (isSeq(node)) node.items.forEach((item, index) => add(item, [...keys, index]))
    if (isMap(node))
      for (const { key, value } of node.items) if (isScalar(key)) add(value, [...keys, String(key.value)])
  }
  add(document.contents, [])
  return places
}
