import { htmlNames } from '../tree/html-names'
import { writeData } from './mdx-data'
import { dropExpressions } from './mdx-expressions'
import { dedent } from './mdx-indents'
import { rewriteTags } from './mdx-tags'
import { spans, splitSpans, type SourceLines } from './source-lines'

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
  dedent(page)
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
    return rest.replace(comments, (found) => {
      if (found.startsWith('`')) return found
      isOpen = !/^\{\/\*.*\*\/\}$/.test(found)
      return ''
    })
  })
}

/** Code spans, which may show a comment, and comments with their end or up to the end of the line. */
const comments = new RegExp(`${spans.source}|\\{/\\*.*?(?:\\*/\\}|$)`, 'g')

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

/** Returns how many braces a text opens and does not close. */
const braces = (text: string) => count(text, /\{/g) - count(text, /\}/g)

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
