import { parse as parseYaml } from 'yaml'
import { ConversionError } from '../conversion-error'
import { dropInvisible } from '@/lib/content'

/** The form of a page's fields: Pelican's `key: value` lines, or YAML between `---` lines. */
export type SourceForm = 'pelican' | 'markdown'

/** A source page, split into fields and body. */
export interface Source {
  /** By lower-case key. */
  fields: Map<string, string>
  body: string
  notes: string[]
}

/** Largest source page in bytes: a hundred times a long read. */
export const maxBytes = 256 * 1024

/** Reads a source page in any encoding and with any line ends. Detects its form unless given. Throws a ConversionError. */
export function readSource(bytes: Buffer, form?: SourceForm): Source {
  if (bytes.length > maxBytes)
    throw new ConversionError(`It is larger than ${maxBytes / 1024} KiB. Split it into several pages.`)
  const notes: string[] = []
  const text = tidyCharacters(decode(bytes, notes))
  if (!text.trim()) throw new ConversionError('It is empty.')
  const { fields, body } = splitFields(text, form)
  // Keeps the file's line numbers, for messages.
  const before = text.slice(0, text.length - body.length).split('\n').length - 1
  return { fields, body: '\n'.repeat(before) + body, notes }
}

function decode(bytes: Buffer, notes: string[]): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes.subarray(0, 4096).includes(0)) throw new ConversionError('It is not text.')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    notes.push('It was not UTF-8 and was read as Windows-1252.')
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Normalises line ends and removes invisible characters. */
function tidyCharacters(text: string): string {
  return dropInvisible(text.replace(/\r\n?|[\u2028\u2029]/g, '\n'))
}

function splitFields(text: string, form: SourceForm | undefined): Pick<Source, 'fields' | 'body'> {
  const start = text.replace(/^\s*\n/, '')
  const fence = /^(?:---[ \t]*\n([\s\S]*?)\n|---[ \t]*\n)(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(start)
  if (fence && looksLikeFields(fence[1] ?? ''))
    return { fields: readYaml(fence[1] ?? ''), body: start.slice(fence[0].length) }
  if (form === 'markdown') return { fields: new Map(), body: text }
  return splitPelican(start, form === 'pelican')
}

const fieldLine = /^ {0,3}:?([A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(.*)|)$/
const knownFields = new Set([
  'title',
  'slug',
  'category',
  'sortorder',
  'toc',
  'sidebartitle',
  'meta',
  'date',
  'modified',
  'author',
  'authors',
  'tags',
  'summary',
  'status',
  'template',
  'headerimage',
  'lang',
])

function looksLikeFields(block: string): boolean {
  const [first = ''] = block.split('\n').filter((line) => line.trim() && !line.startsWith('#'))
  return first === '' || /^\s*["']?[\w-]+["']?\s*:/.test(first)
}

function readYaml(block: string): Map<string, string> {
  const fields = splitPelican(block, true).fields
  try {
    const data: unknown = parseYaml(block, { schema: 'failsafe', maxAliasCount: 0, logLevel: 'error' })
    if (data && typeof data === 'object' && !Array.isArray(data))
      for (const [key, value] of Object.entries(data))
        fields.set(key.toLowerCase(), typeof value === 'string' ? value.trim() : '')
  } catch {
    // Invalid YAML is common; the lines were read one by one above.
  }
  return fields
}

/** Splits fields as Python-Markdown does: `key: value` lines with indented continuations, up to the first other line. */
function splitPelican(text: string, certain: boolean): Pick<Source, 'fields' | 'body'> {
  const lines = text.split('\n')
  const fields = new Map<string, string>()
  let last: string | undefined
  let at = 0
  for (; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (!line.trim()) break
    const found = fieldLine.exec(line)
    if (found?.[1]) {
      last = found[1].toLowerCase()
      if (!fields.has(last)) fields.set(last, (found[2] ?? '').trim())
    } else if (last !== undefined && /^( {4}|\t)/.test(line))
      fields.set(last, `${fields.get(last) ?? ''} ${line.trim()}`.trim())
    else break
  }
  // A first line such as "Note: …" is text.
  if (fields.size === 0 || (!certain && ![...fields.keys()].some((key) => knownFields.has(key))))
    return { fields: new Map(), body: text }
  for (const [key, value] of fields) fields.set(key, /^(["'])(?:(?!\1).)*\1$/.test(value) ? value.slice(1, -1) : value)
  return { fields, body: lines.slice(at).join('\n') }
}
