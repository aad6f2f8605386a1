import { ConversionError } from '../conversion-error'
import { rewriteCodeComponents } from './mdx-code'
import { openCodeBlocks } from './mdx-code-blocks'
import { rebaseAddresses } from './part-addresses'
import { readAttributes, SourceLines, type Attributes, type SourceLine } from './source-lines'

/** A file that a page includes. */
export interface Part {
  file: string
  text: string
}

/** Finds a file by the name that another file includes it with; null if the site has none. */
export type FindPart = (name: string, from: string) => Part | null

interface Include {
  name: string
  /** Its lines, as in "2:10", or the name of a section. */
  range?: string
  values?: Attributes
  /** Whether it is a module, imported by an MDX page. */
  isPartial?: boolean
}

/** An include of HTML, which Jekyll allows within a line; those named after notices become notices later. */
const fragment =
  /\{%-?\s*include(?:_cached)?\s+(?![\w./-]*\b(?:note|tip|info|important|warning|caution|danger|alert|callout|notice)\b)([\w./-]+\.html)((?:\s+[\w-]+\s*=\s*(?:"[^"]*"|'[^']*'|[\w.-]+))*)\s*-?%\}/

const mostLines = 20_000

/**
 * Puts the text of other files where a page includes it: snippets of MkDocs, partials of Docusaurus, includes of Jekyll,
 * Hugo, mdBook and VitePress. Files that are not found are named.
 */
export function insertIncludes(page: SourceLines, file: string, find: FindPart): void {
  const found = new Set<string>()
  const lost = new Map<string, string>()
  page.lines = expand(page, [file])
  if (found.size) page.notes.push(`The text of ${[...found].join(', ')} is included.`)
  page.notes.push(...lost.values())

  /** Puts includes of one line of HTML into the line that includes them, unless Liquid has more to do in them. */
  function insertFragments(text: string, from: string): string {
    return text.replace(new RegExp(fragment, 'g'), (whole, name: string, given: string) => {
      // A value without quotation marks is the name of one, which only Liquid knows.
      const part = /=\s*[A-Za-z_]/.test(given) ? null : find(name, from)
      const filled = part && fillIn(part.text, readAttributes(given)).trim()
      if (!filled || /\n|\{[{%]/.test(filled)) return whole
      found.add(name)
      return filled
    })
  }

  /** Finds a file that is shown as code, whose name may have no extension. */
  function findCode(name: string, from: string): string | undefined {
    for (const extension of ['', '.tsx', '.ts', '.jsx', '.js']) {
      const part = find(name + extension, from)
      if (part) found.add(name)
      if (part) return part.text
    }
    return undefined
  }

  function expand(source: SourceLines, stack: string[]): SourceLine[] {
    if (source.isMdx) {
      openCodeBlocks(source)
      rewriteCodeComponents(source, (name) => findCode(name, stack.at(-1)!))
      page.notes.push(...source.notes.splice(0))
    }
    const code = source.findCode()
    const partials = source.isMdx ? findPartials(source, code) : new Map<string, string>()
    const lines: SourceLine[] = []
    let isList = false
    for (const [at, line] of source.lines.entries()) {
      const { text, number } = line
      const isMark = /^\s*-{2,}8<-{2,}\s*$/.test(text)
      if (isMark) isList = !isList
      // Snippets are also named one per line between two marks; those after ";" are switched off.
      if (!code[at] && fragment.test(text)) {
        lines.push({ text: insertFragments(text, stack.at(-1)!), number })
        continue
      }
      const include = isList && !isMark ? { name: text.trim() } : readInclude(text, code[at] === true, partials)
      if (isMark || (isList && /^\s*(?:;.*)?$/.test(text)) || /-8<-+\s*\[\s*(?:start|end)\s*:/.test(text)) continue
      const part = include && find(include.name, stack.at(-1)!)
      if (!part || stack.includes(part.file)) {
        const reason = part ? 'includes itself' : 'was not found'
        if (include && !lost.has(include.name))
          lost.set(include.name, `${include.name}, which line ${number} includes, ${reason}; the line is kept as text.`)
        lines.push({ text: text.replace(/^(\s*);(?=-{2,}8<-)/, '$1'), number })
        continue
      }
      found.add(include.name)
      const inner = new SourceLines(
        fillIn(choose(part.text, include.range), include.values),
        source.isMdx,
        source.context,
      )
      for (const each of inner.lines) each.number = number
      if (!code[at]) rebaseAddresses(inner, part.file, file, include.isPartial === true)
      const indent = /^\s*/.exec(text)?.[0] ?? ''
      for (const each of expand(inner, [...stack, part.file]))
        lines.push({ text: each.text && indent + each.text, number })
      if (lines.length > mostLines)
        throw new ConversionError(`With the files that it includes, it has more than ${mostLines} lines.`, number)
    }
    return lines
  }
}

/** Appends the definitions of references and abbreviations in a text that belongs to each page. */
export function appendReferences(page: SourceLines, text = ''): void {
  const number = page.lines.at(-1)?.number ?? 1
  const references = text.split('\n').filter((line) => /^[ \t]*\*?\[[^\]^]+\]:/.test(line))
  if (references.length) page.lines.push(...['', ...references].map((each) => ({ text: each, number })))
}

/** Returns the pages that MDX imports, by the names of their components. */
function findPartials(page: SourceLines, code: boolean[]): Map<string, string> {
  const partials = new Map<string, string>()
  for (const [at, { text }] of page.lines.entries()) {
    const [, name, file] = /^import\s+([A-Z]\w*)\s+from\s*['"]([^'"]+\.mdx?)['"]/.exec(text) ?? []
    if (name && file && !code[at]) partials.set(name, file)
  }
  return partials
}

function readInclude(text: string, isCode: boolean, partials: Map<string, string>): Include | null {
  const [, , snippet = ''] = /^\s*-{2,}8<-{2,}\s+(["'])(.+?)\1\s*$/.exec(text) ?? []
  const [, book = ''] = /^\s*\{\{\s*#(?:include|rustdoc_include|playground)\s+(\S+)[^}]*\}\}\s*$/.exec(text) ?? []
  const [, name = '', range] = /^(.*?\w)(?::([\w:,-]+))?$/.exec(snippet || book) ?? []
  if (name) return { name, range }
  if (isCode) return null
  const [, , hugo] =
    /^\s*\{\{[<%]\s*(?:include|readfile)\s+(?:file\s*=\s*)?(["'`])(.+?)\1[^{}]*[>%]\}\}\s*$/.exec(text) ?? []
  if (hugo) return { name: hugo }
  // Hugo's own documentation defines its terms on pages of their own.
  const [, quoted, word = quoted] =
    /^\s*\{\{[<%]\s*glossary-term\s+(?:"([^"]+)"|([\w-]+))\s*[>%]\}\}\s*$/.exec(text) ?? []
  if (word) return { name: `/quick-reference/glossary/${word.trim().toLowerCase().replace(/\s+/g, '-')}.md` }
  const [, press] = /^\s*<!--\s*@include:\s*(?:@\/)?([^{\s]+)[^>]*-->\s*$/.exec(text) ?? []
  if (press) return { name: press }
  const [, liquid, given = ''] =
    /^\s*\{%-?\s*include(?:_relative|_cached)?\s+([\w./-]+)((?:\s+[\w-]+\s*=\s*(?:"[^"]*"|'[^']*'|[\w.-]+))*)\s*-?%\}\s*$/.exec(
      text,
    ) ?? []
  if (liquid && /\.(?:md|markdown|txt)$/i.test(liquid)) return { name: liquid, values: readAttributes(given) }
  const [, component = '', props = ''] = /^\s*<([A-Z]\w*)((?:\s[^<>]*)?)(?:\/>|>\s*<\/\1\s*>)\s*$/.exec(text) ?? []
  const partial = partials.get(component)
  return partial === undefined
    ? null
    : { name: partial, values: readAttributes(props.replace(/=\{(["'`])(.*?)\1\}/g, '="$2"')), isPartial: true }
}

/** Returns lines of a text, or one of its sections without the marks around it. */
function choose(text: string, range = ''): string {
  const lines = text.split('\n')
  if (/^[\d:,-]*$/.test(range)) {
    if (!range) return text
    return range
      .split(',')
      .flatMap((each) => {
        const [from = '', to = ''] = each.split(':')
        return lines.slice(Math.max(0, Number(from || 1) - 1), to ? Number(to) : undefined)
      })
      .join('\n')
  }
  const mark = (word: string, anchor: string) =>
    new RegExp(`8<-+\\s*\\[\\s*${word}\\s*:\\s*${range}\\s*\\]|${anchor}:\\s*${range}\\b`)
  const start = lines.findIndex((line) => mark('start', 'ANCHOR').test(line))
  const end = lines.findIndex((line) => mark('end', 'ANCHOR_END').test(line))
  return start < 0 ? '' : lines.slice(start + 1, end < 0 ? undefined : end).join('\n')
}

/** Fills in the values that an included file is given. */
function fillIn(text: string, values: Attributes = {}): string {
  return text.replace(
    /\{\{-?\s*include\.([\w-]+)[^}]*\}\}|\{props\.(\w+)\}/g,
    (whole, liquid?: string, jsx?: string) => values[(liquid ?? jsx ?? '').toLowerCase()] ?? whole,
  )
}
