/** The code spans of a line. */
export const spans = /(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g

/** One line of a source body. */
export interface SourceLine {
  text: string
  /** Its number in the source, from 1; kept when lines are added or removed. */
  number: number
}

/** Attributes that a dialect writes in any order: `title="a b" kind=note`. */
export type Attributes = Record<string, string>

/** The portal's elements, as the tags that dialects are rewritten to. */
export type Element = 'note' | 'warning' | 'tabs' | 'tab' | 'checkpoint'

/** A program that builds sites. What it alone does to a page follows from its name. */
export type Generator = 'mkdocs' | 'docusaurus' | 'astro' | 'mdbook' | 'hugo' | 'jekyll'

/** What a page takes from its site. */
export interface PageContext {
  /** Returns a value of the page's front matter or of the site's configuration, by a name such as "site.title". */
  lookUp?: (name: string) => string | undefined
  generator?: Generator
}

/** A source body that dialects rewrite line by line, outside blocks of code. */
export class SourceLines {
  lines: SourceLine[]
  readonly notes: string[] = []
  private readonly findings = new Map<string, { what: string; isKept: boolean; count: number; line: number }>()

  constructor(
    body: string,
    /** Whether JSX and JavaScript have a meaning in this page. */
    readonly isMdx = false,
    readonly context: PageContext = {},
  ) {
    this.lines = body.split('\n').map((text, index) => ({ text, number: index + 1 }))
  }

  toString(): string {
    return this.lines.map(({ text }) => text).join('\n')
  }

  /** Returns a page of these lines, else its own, which can be rewritten without changing this one. */
  copy(lines = this.lines): SourceLines {
    const page = new SourceLines('', this.isMdx, this.context)
    page.lines = lines.map((line) => ({ ...line }))
    page.notes.push(...this.notes)
    return page
  }

  /** Records unsupported syntax, which is reported once with its count and first line. */
  addUnknown(name: string, line: number): void {
    this.add(name, true, line)
  }

  /** Records syntax that has nothing to show here, which is reported in the same way. */
  addLeftOut(name: string, line: number): void {
    this.add(name, false, line)
  }

  private add(what: string, isKept: boolean, line: number): void {
    const key = `${what} ${isKept}`
    const known = this.findings.get(key)
    if (known) known.count++
    else this.findings.set(key, { what, isKept, count: 1, line })
  }

  /** Returns a sentence for each thing that is unknown or left out. */
  listFindings(): string[] {
    return [...this.findings.values()].map(
      ({ what, isKept, count, line }) =>
        `${what} has no meaning here and is ${isKept ? 'kept as text' : 'left out'} (${count > 1 ? `${count} times, first in` : 'in'} line ${line}).`,
    )
  }

  /** Tells for each line whether it belongs to a block of code, with its fences. */
  findCode(): boolean[] {
    let fence = ''
    let raw = ''
    return this.lines.map(({ text }) => {
      if (raw) {
        if (new RegExp(`</${raw}\\s*>`, 'i').test(text)) raw = ''
        return true
      }
      // Most lines have neither, and the patterns take long to show it.
      if (!/[`~<]/.test(text)) return fence !== ''
      const mark = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}(?!.*`)|~{3,})/.exec(text)?.[1] ?? ''
      if (fence) {
        if (mark.startsWith(fence) && text.trim().endsWith(mark)) fence = ''
        return true
      }
      if (mark) fence = mark
      else {
        // In a code span, a tag opens nothing.
        const open = /<(pre|script|style)\b[^<>]*>/i.exec(text.replace(spans, (span) => ' '.repeat(span.length)))
        if (open && !new RegExp(`</${open[1]}\\s*>`, 'i').test(text.slice(open.index))) raw = open[1] ?? ''
        return open !== null && raw !== ''
      }
      return true
    })
  }

  /** Rewrites each line outside code. A list of texts replaces the line by several, null removes it. */
  mapProse(rewrite: (text: string, line: number) => string | string[] | null): void {
    const code = this.findCode()
    this.lines = this.lines.flatMap((line, index) => {
      if (code[index]) return [line]
      const result = rewrite(line.text, line.number)
      const texts = result === null ? [] : typeof result === 'string' ? [result] : result
      return texts.map((text) => ({ text, number: line.number }))
    })
  }

  /** Rewrites parts of lines outside code and code spans. */
  replaceInProse(pattern: RegExp, replace: (match: RegExpExecArray, line: number) => string): void {
    this.mapProse((text, line) => replaceOutsideSpans(text, pattern, (match) => replace(match, line)))
  }
}

/** Splits a line at its code spans, which are at the odd indexes of the result. */
export function splitSpans(text: string): string[] {
  return text.split(/((?<!`)(?:`[^`]+`|``.+?``)(?!`))/)
}

/** Replaces matches that do not begin inside a code span of the line. */
export function replaceOutsideSpans(
  text: string,
  pattern: RegExp,
  replace: (match: RegExpExecArray) => string,
): string {
  if (text.search(pattern) < 0) return text
  const found = [...text.matchAll(spans)].map(({ index, 0: span }) => [index, index + span.length])
  return text.replace(pattern, (...args) => {
    const groupsAt = args.findIndex((each, at) => at > 0 && typeof each === 'number')
    const index = args[groupsAt] as number
    if (found.some(([start = 0, end = 0]) => index > start && index < end)) return String(args[0])
    return replace(Object.assign(args.slice(0, groupsAt), { index, input: text }) as unknown as RegExpExecArray)
  })
}

/** Writes the tags of an element, with the lines between them. Empty lines make its contents Markdown. */
export function writeElement(
  element: Element,
  attributes: Attributes,
  contents: SourceLine[],
  at: { indent: string; number: number },
): SourceLine[] {
  const line = (text: string, number = at.number) => ({ text: text && at.indent + text, number })
  const written = Object.entries(attributes)
    .filter(([, value]) => value)
    .map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
  const last = contents.at(-1)?.number ?? at.number
  return [
    line(''),
    line(`<lectern-${element}${written.join('')}>`),
    line(''),
    ...contents,
    line('', last),
    line(`</lectern-${element}>`, last),
    line('', last),
  ]
}

function escapeAttribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

/** Reads attributes as shortcodes and tags have them; those without a name are numbered from 0. */
export function readAttributes(text: string): Attributes {
  const attributes: Attributes = {}
  let place = 0
  for (const [, name, double, single, back, bare] of text.matchAll(
    /(?:([\w:-]+)\s*=\s*)?(?:"((?:\\.|[^"\\])*)"|'([^']*)'|`([^`]*)`|([^\s"'`=]+))/g,
  )) {
    const value = (double?.replace(/\\(.)/g, '$1') ?? single ?? back ?? bare ?? '').trim()
    attributes[name?.toLowerCase() ?? String(place++)] = value
  }
  return attributes
}
