import { createHash } from 'node:crypto'
import { distance } from 'fastest-levenshtein'
import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit, type Document } from 'yaml'
import { z } from 'zod'
import { findInvisible } from '../../invisible-characters'
import { checkCharacters } from '../checks/check-text'
import { limits } from '../limits'
import type { Finding, Place, Problem } from '../portal'
import { TooSlowError, runWithTimeout } from '../run-with-timeout'

type Position = Pick<Place, 'line' | 'column'>
type Keys = (string | number)[]

/** A file of the content folder in YAML, parsed and checked. */
export interface YamlFile<T> {
  file: string
  /** Null if a field is invalid. */
  fields: T | null
  /** Its values as written, valid or not; null if the file is not YAML. */
  written: unknown
  /** The position of each value, by its keys joined with dots, such as "steps.0.topic". */
  places: Record<string, Position>
  problems: Problem[]
  /** The SHA-256 of the file. */
  digest: string
}

/** How messages name a file, and the rule of its problems. */
interface Names {
  /** Such as "a path". */
  noun: string
  rule: string
}

/** Returns the schema of trimmed text with a maximum length. */
export const text = (most: number) =>
  z
    .string('must be text; put it in double quotes')
    .trim()
    .min(1, 'must not be empty')
    .max(most, `must be at most ${most} characters`)
    .refine((value) => !findInvisible(value, 'several lines'), 'contains an invisible character; remove it')

/** Parses and validates a YAML file. Never throws or hangs: errors become problems. */
export function readYaml<T>(file: string, bytes: Buffer, shape: z.ZodType<T>, { noun, rule }: Names): YamlFile<T> {
  const read: YamlFile<T> = {
    file,
    fields: null,
    written: null,
    places: {},
    problems: [],
    digest: createHash('sha256').update(bytes).digest('base64url'),
  }
  const report = ({ line, column, message }: Omit<Finding, 'rule'>, about = rule) =>
    read.problems.push({ file, line, column, rule: about, message })
  if (bytes.length > limits.yamlBytes) {
    report({ line: 1, column: 1, message: `The file is larger than ${limits.yamlBytes / 1024} KB.` }, 'size')
    return read
  }
  let source: string
  try {
    source = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    report({ line: 1, column: 1, message: 'The file is not UTF-8. Save it as UTF-8.' }, 'encoding')
    return read
  }
  for (const { rule: about, ...finding } of checkCharacters(source)) report(finding, about)
  try {
    const { fields, written, places, findings } = runWithTimeout(limits.milliseconds, () => parse(source, shape, noun))
    // Invisible characters were already reported from the source.
    if (read.problems.length === 0) findings.forEach((finding) => report(finding))
    Object.assign(read, { fields: read.problems.length ? null : fields, written, places })
  } catch (error) {
    const message = `The file is nested too deeply or repeats too much. Keep to the fields of ${noun}.`
    report({ line: 1, column: 1, message }, error instanceof TooSlowError ? 'too-slow' : 'too-much')
  }
  return read
}

type Parsed<T> = Pick<YamlFile<T>, 'fields' | 'written' | 'places'> & { findings: Omit<Finding, 'rule'>[] }

function parse<T>(source: string, shape: z.ZodType<T>, noun: string): Parsed<T> {
  const nothing = { fields: null, written: null, places: {} }
  const counter = new LineCounter()
  const document = parseDocument(source, { lineCounter: counter, prettyErrors: false })
  const at = (offset: number) => {
    const { line, col } = counter.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const [error] = document.errors
  if (error) {
    const message = `This can't be read as YAML (${error.message.replace(/\.$/, '')}). Text with ": " or " #" in it needs double quotes.`
    return { ...nothing, findings: [{ ...at(error.pos[0]), message }] }
  }
  const aliases: Omit<Finding, 'rule'>[] = []
  const message = `${noun[0]?.toUpperCase()}${noun.slice(1)} can't use aliases such as "*name". Write the value itself.`
  visit(document, { Alias: (_key, node) => void aliases.push({ ...at(node.range?.[0] ?? 0), message }) })
  if (aliases.length) return { ...nothing, findings: aliases }
  const written: unknown = document.toJS() ?? {}
  const places = listPlaces(document, at)
  const checked = shape.safeParse(written)
  if (checked.success) return { fields: checked.data, written, places, findings: [] }
  const findings = flatten(checked.error.issues).flatMap((issue) => {
    const keys = issue.path.map((key) => (typeof key === 'symbol' ? '' : key))
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        ...at(findOffset(document, keys, key)),
        message: `Unknown key "${key}". ${suggest(key, listKeys(shape, keys))}`,
      }))
    const isMissing = isMap(document.getIn(keys.slice(0, -1), true)) && !document.hasIn(keys)
    const name = keys.findLast((key) => typeof key === 'string') ?? 'The file'
    const place = at(findOffset(document, isMissing ? keys.slice(0, -1) : keys))
    if (isMissing) return [{ ...place, message: `The key "${name}" is missing.` }]
    const all = () => listKeys(shape, []).join(', ')
    return [{ ...place, message: keys.length ? `"${name}" ${issue.message}.` : `The file holds the keys ${all()}.` }]
  })
  return { fields: null, written, places, findings: findings.sort((a, b) => a.line - b.line || a.column - b.column) }
}

/** Flattens issues. For a union, returns the issues of the variant with keys, which was probably meant. */
function flatten(issues: z.core.$ZodIssue[], above: PropertyKey[] = []): z.core.$ZodIssue[] {
  return issues.flatMap((issue): z.core.$ZodIssue[] => {
    const meant =
      issue.code === 'invalid_union' &&
      issue.errors.find((each) => each.some(({ code, path }) => path.length > 0 || code === 'unrecognized_keys'))
    const path = [...above, ...issue.path]
    return meant ? flatten(meant, path) : [{ ...issue, path }]
  })
}

function suggest(key: string, keys: string[]): string {
  const [meant] = keys
    .map((each) => ({ each, far: distance(each, key.toLowerCase().replace(/[-_ ]/g, '')) }))
    .filter(({ far }) => far <= 2)
    .sort((a, b) => a.far - b.far)
  return `${meant ? `Did you mean "${meant.each}"? ` : ''}The keys here are ${keys.join(', ')}.`
}

/** Returns the keys that a file may have at a position. */
function listKeys(shape: z.core.$ZodType, keys: Keys): string[] {
  let here: z.core.$ZodType | undefined = shape
  for (const key of [...keys, null]) {
    while (here instanceof z.ZodOptional) here = here.unwrap()
    if (here instanceof z.ZodUnion) here = here.options.find((each) => each instanceof z.ZodObject)
    if (key === null) break
    here = here instanceof z.ZodObject ? here.shape[key] : here instanceof z.ZodArray ? here.element : undefined
  }
  return here instanceof z.ZodObject ? Object.keys(here.shape) : []
}

/** Returns the offset of a value, or of the nearest one that contains it; with `key`, the offset of that key in it. */
function findOffset(document: Document, keys: Keys, key?: string): number {
  for (let length = keys.length; length >= 0; length--) {
    const node = length ? document.getIn(keys.slice(0, length), true) : document.contents
    const pair = isMap(node) && node.items.find((item) => isScalar(item.key) && String(item.key.value) === key)
    if (pair && isNode(pair.key) && length === keys.length) return pair.key.range?.[0] ?? 0
    if (isNode(node) && !isAlias(node) && node.range) return node.range[0]
  }
  return 0
}

function listPlaces(document: Document, at: (offset: number) => Position): Record<string, Position> {
  const places: Record<string, Position> = {}
  const add = (node: unknown, keys: Keys): void => {
    if (!isNode(node) || isAlias(node)) return
    places[keys.join('.')] = at(node.range?.[0] ?? 0)
    if (isSeq(node)) node.items.forEach((item, index) => add(item, [...keys, index]))
    if (isMap(node))
      for (const { key, value } of node.items) if (isScalar(key)) add(value, [...keys, String(key.value)])
  }
  add(document.contents, [])
  return places
}
