import { cleanTitle, isNotice, toNotice } from './notices'
import { groupTabs } from './slash-blocks'
import { readAttributes, writeElement, type Attributes, type SourceLine, type SourceLines } from './source-lines'

const shortcode =
  /\{\{([<%])\s*(\/?)\s*([\w./-]+)((?:\s+(?:[\w-]+\s*=\s*)?(?:"(?:\\.|[^"\\])*"|`[^`]*`|[^\s"`<>%]+))*)\s*(\/?)\s*[>%]\}\}/g

/** Shortcodes around text that the portal has an element for. */
const notices = new Set(
  'note tip info warning caution danger alert notice callout hint admonition attention important pageinfo'.split(' '),
)
const folds = new Set('details expand accordion collapse'.split(' '))
const groups = new Set('tabs tabpane tabgroup codetabs'.split(' '))
/** Shortcodes around code. */
const coded = 'highlight|code|code-toggle|mermaid|katex|plantuml|qr'
/** Shortcodes that generators fill from data or from other pages. */
const generated =
  /^(?:(?:render-)?(?:list|table)-(?:of-)?pages-in-section|quick-reference|glossary|children(?:_display)?|toc|code-toggle|datatable(?:-filtered)?|chroma-lexers|syntax-highlighting-styles|per-lang-config-keys|root-configuration-keys)$/
/** Shortcodes that only lay out what is between them. */
const wrappers = /^(?:cards|cardpane|columns?|row|col|grid|steps|filetree|blocks\/[\w-]+)$/
const tabs = new Set('tab codetab'.split(' '))

/** Rewrites Hugo's shortcodes: code, figures, references, notices and tabs. Others stay as text. */
export function rewriteHugo(page: SourceLines): void {
  if (!page.lines.some(({ text }) => text.includes('{{'))) return
  joinShortcodes(page)
  rewriteCode(page)
  rewriteInline(page)
  rewriteBlocks(page)
  showShortcodes(page)
}

/** Shows the shortcodes that are written as comments, as in `{{</* ref "x" *\/>}}`, also over several lines. */
function showShortcodes(page: SourceLines): void {
  let isOpen = false
  for (const line of page.lines) {
    if (isOpen && /\*\/[>%]\}\}/.test(line.text)) {
      line.text = line.text.replace(/\*\/(?=[>%]\}\})/, '')
      isOpen = false
    }
    line.text = line.text
      .replace(/\{\{([<%])\/\*(.*?)\*\/([>%])\}\}/g, '{{$1$2$3}}')
      .replace(/\{\{([<%])\/\*(?!.*\*\/[>%]\}\})/, (_all, mark: string) => {
        isOpen = true
        return `{{${mark}`
      })
  }
}

/** Joins the lines of a shortcode that is written over several. */
export function joinShortcodes(page: SourceLines): void {
  const isUnfinished = (text: string) => /\{\{[<%](?!\/\*)(?:(?![>%]\}\}).)*$/.test(text)
  if (!page.lines.some(({ text }) => isUnfinished(text))) return
  const code = page.findCode()
  const lines: SourceLine[] = []
  for (let at = 0; at < page.lines.length; at++) {
    const line = { ...page.lines[at]! }
    for (let more = 0; more < 20 && !code[at] && isUnfinished(line.text) && page.lines[at + 1]; more++)
      line.text = `${line.text.trimEnd()} ${page.lines[++at]!.text.trim()}`
    lines.push(line)
  }
  page.lines = lines
}

const codeStart = new RegExp(`^(\\s*)\\{\\{[<%]\\s*(${coded})(?:\\s+([^<>%]*?))?(?<!/)\\s*[>%]\\}\\}(.*)$`)
const codeEnd = new RegExp(`^(.*)\\{\\{[<%]\\s*/\\s*(?:${coded})\\s*[>%]\\}\\}`)

/** Turns `highlight` and drawings into fences. */
function rewriteCode(page: SourceLines): void {
  const code = page.findCode()
  const lines: SourceLine[] = []
  let isOpen = false
  for (const [index, line] of page.lines.entries()) {
    const { text, number } = line
    const start = code[index] && !isOpen ? null : codeStart.exec(text)
    const end = isOpen ? codeEnd.exec(text) : null
    if (!isOpen && start) {
      const [, indent = '', name = '', written = '', rest = ''] = start
      const once = codeEnd.exec(rest)
      const info = describeCode(name, readAttributes(written), once?.[1] || page.lines[index + 1]?.text || '')
      lines.push({ text: `${indent}\`\`\`\`${info}`, number })
      if (once?.[1]) lines.push({ text: indent + once[1], number })
      else if (rest.trim()) lines.push({ text: indent + rest, number })
      if (once) lines.push({ text: `${indent}\`\`\`\``, number })
      else isOpen = true
    } else if (end) {
      if (end[1]?.trim()) lines.push({ text: end[1], number })
      lines.push({ text: `${/^\s*/.exec(text)?.[0] ?? ''}\`\`\`\``, number })
      isOpen = false
    } else lines.push(line)
  }
  if (isOpen) lines.push({ text: '````', number: lines.at(-1)?.number ?? 1 })
  page.lines = lines
}

/** Returns the language and the file of code, as a fence names them. */
function describeCode(name: string, attributes: Attributes, first: string): string {
  const file = attributes.file ?? attributes.filename ?? ''
  const given =
    attributes.lang ??
    attributes.language ??
    attributes[0] ??
    (name === 'code-toggle' ? nameConfiguration(first) : /^(?:highlight|code|qr)$/.test(name) ? '' : name)
  const [, extension = ''] = /\.(\w+)$/.exec(file) ?? []
  const language = given.split(/[\s,]/)[0] || extension
  if (!/^[\w+#-]+$/.test(language)) return ''
  const title = extension || !file ? file : `${file}.${language}`
  return title ? `${language} title="${title.replace(/"/g, '')}"` : language
}

/** Tells in which language a configuration is written, by its first line. */
function nameConfiguration(first: string): string {
  if (/^\s*\{/.test(first)) return 'json'
  return /^\s*(?:\[|["']?[\w.-]+["']?\s*=)/.test(first) ? 'toml' : 'yaml'
}

const button = /\{\{[<%]\s*button\s([^<>%]*?)\s*[>%]\}\}(.*?)\{\{[<%]\s*\/\s*button\s*[>%]\}\}/g

/** Code within a sentence. */
const inlineCode =
  /\{\{([<%])\s*hl(?:-inline)?(?:\s[^<>%{}]*)?[>%]\}\}((?:(?!\{\{[<%])[^`])+)\{\{[<%]\s*\/\s*hl(?:-inline)?\s*[>%]\}\}/g

/** Turns shortcodes without contents into Markdown. */
function rewriteInline(page: SourceLines): void {
  const paired = new Set(page.lines.flatMap(({ text }) => /\{\{[<%]\s*\/\s*(\w+-in)\s*[>%]\}\}/.exec(text)?.[1] ?? []))
  page.mapProse((text, line) => {
    const coded = text.replace(inlineCode, (_whole, _mark, words: string) => `\`${words.trim()}\``)
    const plain = coded.replace(button, (whole: string, written: string, words: string) => {
      const { href, relref, link, url, 0: first } = readAttributes(written)
      const address = href ?? relref ?? link ?? url ?? first
      return address ? `[${words.trim()}](${address.replace(/\s/g, '%20')})` : whole
    })
    const replaced = plain.replace(
      shortcode,
      (whole: string, _mark: string, end: string, name: string, written: string, closed: string) => {
        if (wrappers.test(name) || (end && /^(?:card|imgproc)$/.test(name))) return ''
        if (end) return whole
        if (generated.test(name)) {
          page.addLeftOut(`What the shortcode "${name}" is filled with`, line)
          return ''
        }
        const since = isSince.exec(name)
        if (since && (closed || !paired.has(name))) return `*${nameSince(since, written)}*`
        const attributes = readAttributes(written)
        if (name === 'param') return page.context.lookUp?.(`param.${attributes[0] ?? ''}`) || whole
        return writeInline(name.toLowerCase(), attributes) ?? whole
      },
    )
    if (
      replaced === text ||
      !/\{\{[<%]\s*\/?\s*(?:cards?|cardpane|columns?|row|col|grid|steps|filetree|blocks\/)/.test(text)
    )
      return replaced
    // Laid-out parts begin paragraphs of their own.
    return ['', replaced.trim(), '']
  })
}

/** Shortcodes that name a version. */
const isSince = /^(new|deprecated)-in$/

function nameSince([, what = '']: RegExpExecArray, written: string): string {
  return `${what.charAt(0).toUpperCase()}${what.slice(1)} in ${(readAttributes(written)[0] ?? '').replace(/^(?=\d)/, 'v')}`
}

function writeInline(name: string, attributes: Attributes): string | null {
  const first = attributes[0] ?? ''
  const escape = (text: string) => text.replace(/([[\]])/g, '\\$1')
  switch (name) {
    case 'ref':
    case 'relref':
      return (attributes.path ?? first).replace(/\s/g, '%20')
    case 'figure':
    case 'image':
    case 'img':
    case 'imgproc': {
      const src = attributes.src ?? first
      if (!src) return null
      const caption = cleanTitle([attributes.title, attributes.caption].filter(Boolean).join(' '))
      const title = caption ? ` "${caption.replace(/"/g, '\\"')}"` : ''
      // In angle brackets, an address such as </img/a.png> would be read as a tag.
      const toAddress = (text: string) => text.replace(/\s/g, '%20').replace(/[()]/g, encodeURIComponent)
      const picture = `![${escape(attributes.alt ?? caption)}](${toAddress(src)}${title})`
      return attributes.link ? `[${picture}](${toAddress(attributes.link)})` : picture
    }
    case 'youtube':
      return `<https://www.youtube.com/watch?v=${attributes.id ?? first}>`
    case 'vimeo':
      return `<https://vimeo.com/${attributes.id ?? first}>`
    case 'instagram':
      return first ? `<https://www.instagram.com/p/${first}/>` : null
    case 'x':
    case 'tweet':
    case 'twitter': {
      const id = attributes.id ?? first
      return /^\d+$/.test(id) ? `<https://x.com/${attributes.user ?? 'i'}/status/${id}>` : null
    }
    case 'asciicast':
      return first ? `<https://asciinema.org/a/${first}>` : null
    case 'qr':
      return attributes.text ? `QR code: \`${attributes.text}\`` : null
    case 'gist':
      return `<https://gist.github.com/${first}/${attributes[1] ?? ''}>`
    case 'glossary_tooltip':
      return attributes.text ?? attributes.term_id ?? null
    case 'card': {
      const title = attributes.title ?? attributes.header ?? ''
      const label = attributes.link && title ? `[${escape(title)}](${attributes.link})` : title && `**${title}**`
      return [label, attributes.subtitle].filter(Boolean).join(': ')
    }
    case 'kbd':
      return `<kbd>${attributes.text ?? first}</kbd>`
    default:
      return null
  }
}

interface Block {
  name: string
  attributes: Attributes
  indent: string
  number: number
  lines: SourceLine[]
  written: string
}

/** Turns pairs of shortcodes on lines of their own into elements. */
function rewriteBlocks(page: SourceLines): void {
  const code = page.findCode()
  const open: Block[] = []
  const result: SourceLine[] = []
  const put = (...lines: SourceLine[]) => (open.at(-1)?.lines ?? result).push(...lines)
  const isKnown = (name: string) =>
    notices.has(name) || folds.has(name) || groups.has(name) || tabs.has(name) || isSince.test(name)
  const spread = page.lines.flatMap((line, index) =>
    code[index] ? [{ ...line, code: true }] : splitLine(line, isKnown).map((each) => ({ ...each, code: false })),
  )
  for (const { code: isCode, ...line } of spread) {
    shortcode.lastIndex = 0
    const found = isCode ? null : shortcode.exec(line.text)
    const [whole = '', , end = '', written = '', attributes = ''] = found ?? []
    const name = written.toLowerCase()
    if (found && line.text.trim() === whole && isKnown(name)) {
      const at = open.findLastIndex((each) => each.name === name)
      if (!end)
        open.push({
          name,
          attributes: readAttributes(attributes),
          indent: /^\s*/.exec(line.text)?.[0] ?? '',
          number: line.number,
          lines: [],
          written: whole,
        })
      else if (at >= 0)
        while (open.length > at) {
          const block = open.pop() as Block
          put(...writeBlock(block, open.at(-1)))
        }
      continue
    }
    shortcode.lastIndex = 0
    if (!isCode)
      for (const [, , isEnd, other = ''] of line.text.matchAll(shortcode))
        if (!isEnd) page.addUnknown(`The shortcode "${other}"`, line.number)
    put(line)
  }
  // A shortcode without an end has no contents.
  while (open.length) {
    const block = open.pop() as Block
    page.addUnknown(`The shortcode "${block.name}" without an end`, block.number)
    put({ text: block.written, number: block.number }, ...block.lines)
  }
  page.lines = groupTabs(result)
}

/** Puts each known shortcode of a line on a line of its own. */
function splitLine(line: SourceLine, isKnown: (name: string) => boolean): SourceLine[] {
  if (!line.text.includes('{{')) return [line]
  const indent = /^\s*/.exec(line.text)?.[0] ?? ''
  const parts: string[] = []
  let from = 0
  shortcode.lastIndex = 0
  for (const { index, 0: whole, 3: name = '' } of line.text.matchAll(shortcode)) {
    if (!isKnown(name.toLowerCase())) continue
    parts.push(line.text.slice(from, index), indent + whole)
    from = index + whole.length
  }
  if (!parts.length) return [line]
  parts.push(line.text.slice(from))
  return parts.filter((part) => part.trim()).map((text) => ({ text: indent + text.trimStart(), number: line.number }))
}

function writeBlock({ name, attributes, indent, number, lines: own, written }: Block, around?: Block): SourceLine[] {
  const lines = isCodeTab({ name, attributes, lines: own, written }, around)
    ? [
        { text: `${indent}\`\`\`\`${attributes.lang ?? around?.attributes.lang ?? ''}`, number },
        ...own,
        { text: `${indent}\`\`\`\``, number },
      ]
    : own
  const at = { indent, number }
  const label = attributes.title ?? attributes.header ?? attributes.name ?? ''
  if (groups.has(name)) {
    const grouped = groupTabs(lines)
    return grouped.some(({ text }) => text.trim().startsWith('<lectern-tab')) ? grouped : lines
  }
  if (tabs.has(name)) return writeElement('tab', { name: cleanTitle(label || attributes[0] || 'Tab') }, lines, at)
  if (folds.has(name))
    return writeElement(
      'checkpoint',
      { question: cleanTitle(label || attributes.summary || attributes[0] || 'Details') },
      lines,
      at,
    )
  const since = isSince.exec(name)
  if (since)
    return writeElement(
      since[1] === 'new' ? 'note' : 'warning',
      { title: nameSince(since, attributes[0] ?? '') },
      lines,
      at,
    )
  const first = attributes.type ?? attributes.context ?? attributes.color ?? attributes[0] ?? ''
  const kind = isNotice(first) ? first : isNotice(name) ? name : 'note'
  const title = attributes.title ?? attributes.header ?? (isNotice(first) ? attributes[1] : attributes[0]) ?? ''
  const { element, attributes: given } = toNotice(kind, title)
  return writeElement(element, given, lines, at)
}

/** Tells whether a tab holds code without fences, as those of Docsy's `tabpane` do unless they say `text=true`. */
function isCodeTab(
  { name, attributes, lines, written }: Pick<Block, 'name' | 'attributes' | 'lines' | 'written'>,
  around: Block | undefined,
): boolean {
  if (!tabs.has(name) || around?.name !== 'tabpane' || !written.startsWith('{{<')) return false
  if ((attributes.text ?? around.attributes.text) === 'true') return false
  return !lines.some(({ text }) => /^\s*(?:```|~~~)/.test(text))
}
