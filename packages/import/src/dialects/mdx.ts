import { htmlNames } from '../tree/html-names'
import { writeData } from './mdx-data'
import { dropExpressions } from './mdx-expressions'
import { cleanTitle, toNotice } from './notices'
import { readAttributes, type Attributes, type Element, type SourceLine, type SourceLines } from './source-lines'

/** Components of Docusaurus, Starlight and others that are replaced by their contents. */
const wrappers = new Set(
  (
    'Steps Step CardGrid CardGroup FileTree Fragment Columns Column Center Highlight Tooltip Frame ' +
    'BrowserWindow CodeGroup React.Fragment DocCardList TOCInline Head'
  ).split(' '),
)
const silent = new Set('DocCardList TOCInline Head Icon'.split(' '))

const selfClosed = /<([a-z][a-z0-9]*)((?:\s(?:"[^"]*"|'[^']*'|[^<>"'])*)?)\/>/g
const voidNames = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))

/** Rewrites MDX: removes imports, exports, comments and expressions; replaces components by elements or contents. */
export function rewriteMdx(page: SourceLines): void {
  if (!page.isMdx) return
  const imports = dropModules(page)
  dropComments(page)
  dropNewlines(page)
  dropHead(page)
  writeData(page)
  dropExpressions(page)
  joinTags(page)
  labelTabs(page)
  dedentTags(page)
  dedentComponents(page)
  page.mapProse((text, line) => {
    if (!/[<{]/.test(text)) return text
    const plain = rewriteExpressions(text, imports, page, line)
    return blockTag.test(plain) ? ['', plain, ''] : openBlock(plain).flatMap((each) => rewriteTags(each, page, line))
  })
}

/** A line of one tag that holds blocks. In MDX they are Markdown; in Markdown, only between empty lines. */
const blockTag = /^[ \t]*<\/?(article|aside|center|details|div|figure|footer|header|main|section)(\s[^<>]*)?>[ \t]*$/

/** Puts the contents of a block that is written in one line between empty lines: in MDX they are Markdown. */
function openBlock(text: string): string[] {
  const [, margin = '', summary] = /^([ \t]*)<summary>(.*(?:\]\(|[*_]).*)<\/summary>[ \t]*$/.exec(text) ?? []
  if (summary) return ['', `${margin}<summary>`, '', margin + summary.trim(), '', `${margin}</summary>`, '']
  const [, indent = '', tag = '', name = '', inner] =
    /^([ \t]*)(<(article|aside|center|details|div|figure|footer|header|main|p|section)(?:\s[^<>]*)?>)(.+)<\/\3\s*>[ \t]*$/.exec(
      text,
    ) ?? []
  // Two blocks in one line end in the second's tag.
  if (!inner?.trim() || inner.includes(`</${name}>`)) return [text]
  const lines = openBlock(indent + inner.trim())
  return name === 'p' ? ['', ...lines, ''] : ['', indent + tag, '', ...lines, '', `${indent}</${name}>`, '']
}

/** Removes import and export statements, and returns the files that imports name. */
function dropModules(page: SourceLines): Map<string, string> {
  const imports = new Map<string, string>()
  let depth = 0
  let isOpen = false
  let removed = 0
  page.mapProse((text) => {
    if (
      !isOpen &&
      !/^(import\s+(?:type\s+)?(?:["'{*]|[\w$]+(?:\s*,\s*[{*]|\s+from\b))|export\s+(?:const|let|var|function|default|async|\{))/.test(
        text,
      )
    )
      return text
    removed++
    const [, name, file] = /^import\s+(?:\*\s+as\s+)?([\w$]+)[^'"]*from\s*['"]([^'"]+)['"]/.exec(text) ?? []
    if (name && file) imports.set(name, file)
    depth += count(text, /[{([]/g) - count(text, /[})\]]/g)
    // An import may go on in the next line before its "from".
    const isUnfinished = /^import\b/.test(text) && !/['"]/.test(text)
    isOpen = depth > 0 || isUnfinished || (isOpen && depth > 0)
    return null
  })
  if (removed) page.notes.push(`${removed} ${removed > 1 ? 'lines' : 'line'} of JavaScript (import, export) left out.`)
  return imports
}

/** Removes comments in braces, also over several lines. */
function dropComments(page: SourceLines): void {
  let isOpen = false
  page.mapProse((text) => {
    let rest = text
    if (isOpen) {
      const end = rest.indexOf('*/}')
      if (end < 0) return null
      rest = rest.slice(end + 3)
      isOpen = false
    }
    // A heading's id, in the form of Docusaurus that every reader of MDX accepts.
    if (rest.startsWith('#')) rest = rest.replace(/\{\/\*\s*(#[^\s*{}]+)\s*\*\/\}\s*$/, '{$1}')
    rest = rest.replace(/\{\/\*.*?\*\/\}/g, '')
    const start = rest.indexOf('{/*')
    if (start >= 0) {
      isOpen = true
      rest = rest.slice(0, start)
    }
    return rest
  })
}

/** Removes `{'\\n'}` at the end of a line, by which JSX breaks lines in a `<pre>`. */
function dropNewlines(page: SourceLines): void {
  if (!page.lines.some(({ text }) => /<pre[\s>]/.test(text))) return
  const code = page.findCode()
  let isPre = false
  for (const [at, line] of page.lines.entries()) {
    if (code[at] && /<pre[\s>]/.test(line.text)) isPre = true
    if (isPre) line.text = line.text.replace(/\{(["'`])\\n\1\}(?=\s*$)/, '')
    if (/<\/pre\s*>/.test(line.text)) isPre = false
  }
}

/** Removes what a page puts into the head of its document. */
function dropHead(page: SourceLines): void {
  let isOpen = false
  page.mapProse((text, line) => {
    if (!isOpen && !/^\s*<head>/i.test(text)) return text
    if (!isOpen) page.addLeftOut('The element <head>', line)
    isOpen = !/<\/head>\s*$/i.test(text)
    return null
  })
}

/** Joins the lines of a tag that is written over several. */
function joinTags(page: SourceLines): void {
  const code = page.findCode()
  const lines: typeof page.lines = []
  for (let at = 0; at < page.lines.length; at++) {
    const line = { ...page.lines[at]! }
    // Data in braces may take many lines; the rest of a tag, a few.
    let [depth, more, data] = [braces(line.text), 40, 1000]
    while (more > 0 && data > 0 && !code[at] && isTagOpen(line.text) && page.lines[at + 1] && !code[at + 1]) {
      const next = page.lines[++at]!.text.replace(/^\s*\/\/.*/, '').trim()
      line.text = `${line.text.trimEnd()} ${next}`
      depth += braces(next)
      if (depth > 0) data--
      else more--
    }
    lines.push(line)
  }
  page.lines = lines
}

/** Gives tabs the labels that their group lists by value. */
function labelTabs(page: SourceLines): void {
  if (!page.lines.some(({ text }) => /<Tabs\s.*\bvalues=/.test(text))) return
  let labels = new Map<string, string>()
  page.mapProse((text) => {
    if (/<Tabs\b/.test(text))
      labels = new Map(
        (text.match(/\{[^{}]*\}/g) ?? []).flatMap((each) => {
          const [, , label] = /\blabel:\s*(['"`])(.*?)\1/.exec(each) ?? []
          const [, , value] = /\bvalue:\s*(['"`])(.*?)\1/.exec(each) ?? []
          return label && value ? [[value, label] as const] : []
        }),
      )
    return text.replace(/<TabItem\b[^<>]*?\svalue=(['"])([^'"<>]*)\1/g, (tag: string, _quote, value: string) => {
      const label = labels.get(value)
      return label ? `${tag} label="${label.replace(/"/g, '&quot;')}"` : tag
    })
  })
}

/** Moves tags that are indented like code to the indent of the list item that they are in. */
function dedentTags(page: SourceLines): void {
  const code = page.findCode()
  let offsets: number[] = []
  for (const [at, line] of page.lines.entries()) {
    const [, indent = '', marker = ''] = /^([ \t]*)((?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S))?/.exec(line.text) ?? []
    if (code[at] || !line.text.trim()) continue
    const isTag = /^[ \t]*<\/?[A-Z]/.test(line.text)
    if (marker || !page.lines[at - 1]?.text.trim()) offsets = offsets.filter((offset) => offset <= indent.length)
    if (marker) offsets.push(indent.length + marker.length)
    const offset = offsets.at(-1) ?? 0
    if (isTag && indent.length >= offset + 4) line.text = ' '.repeat(offset) + line.text.trimStart()
  }
}

/** Moves what is in a component to the indent of its tag: MDX has no indented code. */
function dedentComponents(page: SourceLines): void {
  const code = page.findCode()
  const open: { name: string; at: number; indent: number }[] = []
  for (const [at, { text }] of page.lines.entries()) {
    if (code[at]) continue
    const indent = /^[ \t]*/.exec(text)?.[0].length ?? 0
    const [, start] = /^[ \t]*<([A-Za-z][\w.]*)(?:\s[^<>]*)?(?<!\/)>[ \t]*$/.exec(text) ?? []
    const [, end] = /^[ \t]*<\/([A-Za-z][\w.]*)\s*>[ \t]*$/.exec(text) ?? []
    if (start) open.push({ name: start, at, indent })
    const from = end ? open.findLastIndex(({ name }) => name === end) : -1
    if (from < 0) continue
    const [block] = open.splice(from)
    if (!block) continue
    const inner = page.lines.slice(block.at + 1, at)
    const widths = inner.filter((line) => line.text.trim()).map((line) => /^[ \t]*/.exec(line.text)?.[0].length ?? 0)
    const shift = Math.max(0, Math.min(...widths) - block.indent)
    if (shift > 0 && Number.isFinite(shift))
      for (const line of inner) line.text = line.text.replace(new RegExp(`^[ \\t]{0,${shift}}`), '')
    dedentParagraphs(inner, code.slice(block.at + 1, at), block.indent)
  }
}

/** Moves the blocks that are indented like code to an indent, except in a list. */
function dedentParagraphs(lines: SourceLine[], code: boolean[], indent: number): void {
  let shift = 0
  let isList = false
  for (const [at, line] of lines.entries()) {
    const own = /^[ \t]*/.exec(line.text)?.[0].length ?? 0
    const isFirst = code[at] ? !code[at - 1] : !lines[at - 1]?.text.trim() || code[at - 1]
    if (line.text.trim() && isFirst) {
      if (own < indent + 2) isList = false
      shift = own >= indent + 4 && !isList ? own - indent : 0
      if (!code[at] && /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]/.test(line.text)) isList = true
    }
    if (shift) line.text = line.text.replace(new RegExp(`^[ \\t]{0,${shift}}`), '')
  }
}

function isTagOpen(text: string): boolean {
  const at = text.search(/<[A-Za-z][\w.-]*(?:\s[^<>]*)?$/)
  return (
    at >= 0 &&
    /^<([A-Z][\w.]*|[a-z][\w-]*)(\s|$)/.test(text.slice(at)) &&
    (/^<[A-Z]/.test(text.slice(at)) || htmlNames.has(/^<([a-z][\w-]*)/.exec(text.slice(at))?.[1] ?? ''))
  )
}

function rewriteExpressions(text: string, imports: Map<string, string>, page: SourceLines, line: number): string {
  // White space that JSX would drop.
  return splitSpans(text.replace(/\{(["'`])(\s*)\1\}/g, '$2'))
    .map((part, index) => {
      if (index % 2) return part
      let plain = part
        // Pictures and addresses that a bundler would resolve; of a pair for light and dark, the first.
        .replace(/\ssources=\{\{\s*\w+\s*:[^{}'"]*(['"])(.*?)\1[^{}]*\}\}/g, ' src="$2"')
        .replace(/=\{\s*(?:require|useBaseUrl)\(\s*(['"])(.*?)\1\s*\)(?:\.default)?\s*\}/g, '="$2"')
        .replace(/=\{\s*([\w$]+)(?:\.src)?\s*\}/g, (whole, name: string) =>
          imports.has(name) ? `="${imports.get(name)}"` : whole,
        )
        .replace(/=\{\s*(["'`])([^"'`{}]*)\1\s*\}/g, '="$2"')
        .replace(/=\{\{[^{}]*\}\}/g, '=""')
        .replace(/\s[\w:-]+=\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/g, '')
        .replace(/\bclassName=/g, 'class=')
        // A drawing that is imported as a component.
        .replace(/<([A-Z]\w*)(\s[^<>]*)?\/>/g, (tag: string, name: string, attributes = '') =>
          /\.svg$/i.test(imports.get(name) ?? '') ? `<img src="${imports.get(name)}"${attributes}>` : tag,
        )
        .replace(/\{\s*(['"`])([^'"`{}]*)\1\s*\}/g, '$2')
      if (!/\\\{/.test(plain))
        for (const [expression] of plain.matchAll(/(?<![\\$#])\{[A-Za-z_$][\w$.[\]'"()]*\}/g))
          page.addUnknown(`"${expression}"`, line)
      // Headings may end in an id, which is read later.
      plain = plain.replace(/\\([{}<])/g, '$1')
      // In HTML, a slash closes nothing, and an <iframe> would swallow what follows.
      return plain.replace(selfClosed, (tag, name: string, attributes: string) =>
        htmlNames.has(name) && !voidNames.has(name) ? `<${name}${attributes.trimEnd()}></${name}>` : tag,
      )
    })
    .join('')
}

function rewriteTags(text: string, page: SourceLines, line: number): string | string[] {
  if (!/<\/?[A-Z>]/.test(text)) return text
  const indent = /^[ \t]*/.exec(text)?.[0] ?? ''
  // Words in a component with an address are a link, whatever it is called.
  text = text.replace(
    linkedWords,
    (tags: string, _name, before: string, address: string, after: string, words: string) =>
      /\stitle=/.test(before + after) ? tags : `<a href=${address}>${words}</a>`,
  )
  // In a sentence, a component is only about the words in it.
  const isInline = /^[^<]*[^<\s]|[^>\s][^>]*$/.test(text)
  let isBlock = false
  const rewritten = splitSpans(text)
    .map((part, index) =>
      index % 2
        ? part
        : part.replace(
            /<(\/?)([A-Z][\w.]*|)((?:\s+(?:[\w:.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?|\{\.\.\.[^}]*\}))*)\s*(\/?)>/g,
            (tag: string, slash: string, name: string, written: string, closed: string) => {
              const found = rewriteTag(name, slash !== '', closed !== '', readTag(written), page, line, isInline)
              if (found === null) return tag
              if (found.includes('\n')) isBlock = true
              return found
            },
          ),
    )
    .join('')
  return isBlock ? rewritten.split('\n').map((each) => (each.trim() ? indent + each.trim() : '')) : rewritten
}

const linkedWords = /<([A-Z][\w.]*)((?:\s[^<>]*?)?)\s(?:href|to)=("[^"]*"|'[^']*')([^<>]*)>([^<>]+)<\/\1>/g

const readTag = (written: string): Attributes => readAttributes(written)

/** Attributes whose text a page shows. */
const texts = ['title', 'label', 'heading', 'text', 'summary', 'description', 'caption']

/** Returns what a component's tag becomes; null to keep it as text. */
function rewriteTag(
  name: string,
  isEnd: boolean,
  isClosed: boolean,
  attributes: Attributes,
  page: SourceLines,
  line: number,
  isInline: boolean,
): string | null {
  const block = (text: string) => `\n\n${text}\n\n`
  const open = (element: Element, given: Attributes) => block(writeTag(element, given))
  // The attributes of <Translate> are for translators.
  if (name === '' || name === 'Translate' || silent.has(name)) return ''
  if (name === 'Tabs' || name === 'TabGroup') return block(isEnd ? '</lectern-tabs>' : '<lectern-tabs>')
  if (name === 'TabItem' || name === 'Tab')
    return isEnd
      ? block('</lectern-tab>')
      : open('tab', { name: attributes.label ?? attributes.value ?? attributes.title ?? attributes.name ?? 'Tab' })
  if (/^(Aside|Admonition|Callout|Note|Tip|Info|Warning|Caution|Danger)$/.test(name)) {
    const kind = /^(Aside|Admonition|Callout)$/.test(name) ? (attributes.type ?? 'note') : name
    const { element, attributes: given } = toNotice(kind, attributes.title)
    // A closing tag does not say which kind it closes, so both kinds share one tag.
    return isEnd
      ? block('</lectern-notice>')
      : block(writeTag(element, given).replace(/^<lectern-\w+/, `<lectern-notice kind="${element}"`))
  }
  if (/^(Details|Accordion|Collapsible|Expandable|Spoiler)$/.test(name)) {
    const title = cleanTitle(attributes.title ?? attributes.summary ?? '')
    // The "Details" of Docusaurus hold a summary of their own.
    return block(isEnd ? '</details>' : title || name !== 'Details' ? writeFold(title || 'Details') : '<details>')
  }
  if (name === 'Kbd') return isEnd ? '</kbd>' : '<kbd>'
  if (/^(Card|LinkCard|DocCard)$/.test(name)) {
    if (isEnd) return block('')
    const title = attributes.title ?? ''
    const label = attributes.href && title ? `[${title}](${attributes.href})` : title && `**${title}**`
    return block([label, attributes.description].filter(Boolean).join(': '))
  }
  if (name === 'Image' || name === 'ThemedImage' || name === 'Figure' || name === 'Zoom')
    return attributes.src
      ? `<img src="${attributes.src}" alt="${(attributes.alt ?? attributes.caption ?? '').replace(/"/g, '&quot;')}">`
      : ''
  if (name === 'Link' || name === 'A' || name === 'LinkButton')
    return isEnd ? '</a>' : `<a href="${attributes.to ?? attributes.href ?? ''}">`
  if (/^(?:Lite)?You[Tt]ube(?:Embed|Video|Player)?$/.test(name)) {
    const video = attributes.id ?? attributes.videoid ?? attributes.url ?? attributes[0] ?? ''
    const address = /^https?:/.test(video) ? video : `https://www.youtube.com/watch?v=${video}`
    return isEnd ? '' : block(attributes.title ? `[${attributes.title}](${address})` : `<${address}>`)
  }
  if (name === 'Badge' || name === 'Code') {
    const words = attributes.text ?? attributes.code
    if (words && !isEnd) return isClosed ? words : `${words} `
    if (isEnd) return ''
  }
  // Any other component is replaced by its text attributes, followed by its contents.
  const target = attributes.href ?? attributes.to ?? attributes.cite
  const [first = target && attributes.name, ...others] = texts.flatMap((each) => attributes[each] || [])
  const linked = first && target ? `[${first}](${target})` : first
  if (isClosed) {
    if (linked && target) return block([linked, others.join(' ')].filter(Boolean).join(': '))
    if (linked) page.addUnknown(`<${name}>`, line)
    else page.addLeftOut(`The component <${name}>`, line)
    return linked ? ` ${[linked, ...others].join(' ')} ` : ''
  }
  if (!isEnd && !wrappers.has(name)) page.addLeftOut(`The tag <${name}>, not what is in it,`, line)
  if (target && !linked) page.addLeftOut(`The address ${target} of <${name}>`, line)
  if (isInline && !linked) return ''
  return block(isEnd || !linked ? '' : [linked, ...others].map((each) => `**${each}**`).join(' '))
}

function writeFold(title: string): string {
  return `<details>\n\n<summary>${title.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</summary>`
}

/** Writes the opening tag of an element. */
function writeTag(element: Element, attributes: Attributes): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value)
    .map(([key, value]) => ` ${key}="${cleanTitle(value).replace(/&/g, '&amp;').replace(/"/g, '&quot;')}"`)
  return `<lectern-${element}${written.join('')}>`
}

/** Splits a line at its code spans, which are at the odd indexes of the result. */
export function splitSpans(text: string): string[] {
  return text.split(/((?<!`)(?:`[^`]+`|``.+?``)(?!`))/)
}

/** Returns how many braces a text opens and does not close. */
const braces = (text: string) => count(text, /\{/g) - count(text, /\}/g)

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
