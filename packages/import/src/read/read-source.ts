import { parse as parseToml } from 'smol-toml'
import { parse as parseYaml, YAMLParseError } from 'yaml'
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

/** Largest source page in bytes: several hundred times a long read. One that is too long for the portal is split. */
export const maxBytes = 1024 * 1024

/** Reads a source page in any encoding and with any line ends. Detects its form unless given. Throws a ConversionError. */
export function readSource(bytes: Buffer, form?: SourceForm): Source {
  if (bytes.length > maxBytes)
    throw new ConversionError(`It is larger than ${maxBytes / 1024} KiB. Split it into several pages.`)
  const notes: string[] = []
  const text = tidyCharacters(decode(bytes, notes))
  if (!text.trim()) throw new ConversionError('It is empty.', 1)
  const { fields, body } = splitFields(text, form, notes)
  // Keeps the file's line numbers, for messages.
  const before = text.slice(0, text.length - body.length).split('\n').length - 1
  return { fields, body: '\n'.repeat(before) + body, notes }
}

function decode(bytes: Buffer, notes: string[]): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  refuseControls(bytes, (byte) => byte === 0)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Every file can be read as Windows-1252; one with control characters is a picture or an archive.
    refuseControls(bytes, (byte) => byte < 32 && !/\s/.test(String.fromCharCode(byte)))
    notes.push('It was not UTF-8 and was read as Windows-1252.')
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

function refuseControls(bytes: Buffer, isControl: (byte: number) => boolean): void {
  const at = bytes.findIndex(isControl)
  if (at < 0) return
  const line = bytes.subarray(0, at).filter((byte) => byte === 10).length + 1
  throw new ConversionError(`It is not text: the byte ${bytes[at]} in line ${line} is no character.`, line)
}

/** Normalises line ends and removes invisible characters. */
function tidyCharacters(text: string): string {
  return dropInvisible(text.replace(/\r\n?|[\u2028\u2029]/g, '\n'))
}

function splitFields(text: string, form: SourceForm | undefined, notes: string[]): Pick<Source, 'fields' | 'body'> {
  const start = text.replace(/^\s*\n/, '')
  const fence = /^(?:---[ \t]*\n([\s\S]*?)\n|---[ \t]*\n)(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(start)
  if (fence && looksLikeFields(fence[1] ?? ''))
    return { fields: readYaml(fence[1] ?? '', notes), body: start.slice(fence[0].length) }
  const toml = /^\+\+\+[ \t]*\n(?:([\s\S]*?)\n)?\+\+\+[ \t]*(?:\n|$)/.exec(start)
  if (toml) return { fields: readToml(toml[1] ?? '', notes), body: start.slice(toml[0].length) }
  const [, mark = ''] = /^(---|\+\+\+)[ \t]*\n/.exec(start) ?? []
  if (mark && !fence && /^(---|\+\+\+)[ \t]*\n["']?[\w-]+["']?\s*[:=]/.test(start))
    throw new ConversionError(
      `The front matter that begins in line 1 has no end. Add a line of "${mark}" after its last field.`,
      1,
    )
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

function readYaml(block: string, notes: string[]): Map<string, string> {
  const fields = splitPelican(block, true).fields
  try {
    addFields(fields, '', parseYaml(block, { schema: 'failsafe', maxAliasCount: 0, logLevel: 'error' }))
  } catch (error) {
    // Invalid YAML is common; the lines were read one by one above.
    const line = error instanceof YAMLParseError ? (error.linePos?.[0].line ?? 1) + 1 : 2
    notes.push(`Its front matter is not valid YAML (line ${line}) and was read line by line.`)
  }
  return fields
}

function readToml(block: string, notes: string[]): Map<string, string> {
  const fields = new Map<string, string>()
  try {
    addFields(fields, '', parseToml(block))
  } catch (error) {
    for (const [, key = '', value = ''] of block.matchAll(/^\s*([\w-]+)\s*=\s*(.*?)\s*$/gm))
      fields.set(key.toLowerCase(), value.replace(/^(["'])(.*)\1$/, '$2'))
    notes.push(
      `Its front matter is not valid TOML (line ${((error as { line?: number }).line ?? 1) + 1}) and was read line by line.`,
    )
  }
  return fields
}

/**
 * Adds the fields of parsed front matter or of a configuration, those within others as "sidebar.order". A list is one
 * text of its texts, and each of its members too, as "aliases.0" or "actions.0.text".
 */
export function addFields(fields: Map<string, string>, prefix: string, data: unknown): void {
  if (data === null || typeof data !== 'object') return
  for (const [key, value] of Object.entries(data)) {
    const name = prefix + key.toLowerCase()
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      fields.set(name, String(value).trim())
    else if (value instanceof Date) fields.set(name, value.toISOString())
    else {
      fields.set(name, Array.isArray(value) ? value.filter((each) => typeof each !== 'object').join(', ') : '')
      addFields(fields, `${name}.`, value)
    }
  }
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
