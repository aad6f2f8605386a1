import { isNotice, toNotice } from './notices'
import { readAttributes, spans, writeElement, type SourceLine, type SourceLines } from './source-lines'

/** Tags around text, all of whose branches are kept. */
const branches = /^(?:end)?(?:if|unless|case|capture)$|^(?:elsif|else|when)$/
/** Tags that write nothing by themselves. */
const silent = /^(?:assign|increment|decrement|break|continue|cycle|seo|feed_meta)$/

/**
 * Rewrites Liquid of Jekyll: highlighted code, links, addresses and notices. Keeps the text of all branches, and loops as
 * code. Other tags stay as text.
 */
export function rewriteLiquid(page: SourceLines): void {
  if (!page.lines.some(({ text }) => /\{%|\{\{/.test(text))) return
  rewriteCode(page)
  rewriteLoops(page)
  rewriteNotices(page)
  let comment = false
  let raw = false
  page.mapProse((source, line) => {
    const text = fillsCode(page) ? source : source.replace(spans, hold)
    if (raw) {
      const end = /\{%-?\s*endraw\s*-?%\}/.exec(text)
      if (!end) return source
      raw = false
      return release(text.replace(end[0], ''))
    }
    if (comment) {
      if (!/\{%-?\s*endcomment\s*-?%\}/.test(text)) return null
      comment = false
      return release(text.replace(/^.*?\{%-?\s*endcomment\s*-?%\}/, ''))
    }
    let plain = text
      .replace(/\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}/g, '')
      .replace(/\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}/g, (_all, inner: string) => hold(inner))
      .replace(/\{%-?\s*link\s+([^%]+?)\s*-?%\}/g, (_all, file: string) => `/${file.replace(/^\/+/, '')}`)
      .replace(/\{%-?\s*post_url\s+([^%]+?)\s*-?%\}/g, (_all, post: string) => `/${post.replace(/^\/+/, '')}`)
      .replace(/\{\{-?\s*site\.(?:baseurl|url|github\.url)\s*-?\}\}/g, '')
      .replace(
        /\{\{-?\s*["']([^"']*)["']\s*\|\s*(?:relative_url|absolute_url|prepend:\s*site\.baseurl)[^}]*\}\}/g,
        '$1',
      )
      .replace(
        /\{\{-?\s*((?:page|site)\.[\w.-]+?)\s*-?\}\}/g,
        (whole, name: string) => page.context.lookUp?.(name) || whole,
      )
    if (/\{%-?\s*comment\s*-?%\}/.test(plain)) {
      comment = true
      plain = plain.replace(/\{%-?\s*comment\s*-?%\}.*$/, '')
    }
    if (/\{%-?\s*raw\s*-?%\}/.test(plain)) {
      raw = true
      plain = plain.replace(/\{%-?\s*raw\s*-?%\}/, '')
    }
    plain = dropTags(plain, page, line)
    // A branch of its own is a paragraph of its own.
    if (!plain.trim() && text.trim()) return /\{%-?\s*(?:else|elsif|when)\b/.test(text) ? '' : null
    for (const [, tag = ''] of plain.matchAll(/(?<!\{)\{%-?\s*(\w+)[^%]*%\}/g))
      if (!tag.startsWith('end')) page.addUnknown(`The tag "{% ${tag} %}"`, line)
    for (const [, name = ''] of plain.matchAll(/\{\{-?\s*((?:site|page|layout|include|content)[\w.[\]"'-]*)[^}]*\}\}/g))
      page.addUnknown(`"{{ ${name} }}"`, line)
    // With spaces in its address, a link would be no link.
    return release(
      plain.replace(/(?<=\]\([^()\s]*)\{\{[^{}]*\}\}(?=[^()\s]*\))/g, (output) => output.replace(/\s/g, '%20')),
    )
  })
}

/** Whether Liquid fills in code, as in Jekyll; in a page of another generator, code shows what is in it. */
const fillsCode = ({ context: { generator } }: SourceLines): boolean =>
  generator === undefined || generator === 'jekyll'

/** Marks tags and outputs that are text, so that they stay until `release`. */
const hold = (text: string): string => text.replace(/\{([{%])/g, '{\u0001$1')
const release = (text: string): string => text.replace(/\u0001/g, '')

const rawTag = /\{%-?\s*(?:end)?raw\s*-?%\}/g

/** Removes the tags in code that keep Liquid from filling it in. */
function dropRawTags(lines: SourceLine[]): SourceLine[] {
  return lines.flatMap((line) => {
    const text = line.text.replace(rawTag, '')
    return text === line.text ? [line] : text.trim() ? [{ ...line, text }] : []
  })
}

/** Turns `{% highlight %}` into fences. */
function rewriteCode(page: SourceLines): void {
  const code = page.findCode()
  const lines: SourceLine[] = []
  let isOpen = false
  for (const [index, line] of page.lines.entries()) {
    const start = isOpen || code[index] ? null : /^(\s*)\{%-?\s*highlight\s+([\w+#-]+)?[^%]*%\}(.*)$/.exec(line.text)
    const end = isOpen ? /^(.*)\{%-?\s*endhighlight\s*-?%\}\s*$/.exec(line.text) : null
    if (start) {
      const [, indent = '', language = '', rest = ''] = start
      lines.push({ ...line, text: `${indent}\`\`\`\`${language}` })
      if (rest.trim()) lines.push({ ...line, text: rest })
      isOpen = true
    } else if (end) {
      if (end[1]?.trim()) lines.push({ ...line, text: end[1] })
      lines.push({ ...line, text: `${/^\s*/.exec(line.text)?.[0] ?? ''}\`\`\`\`` })
      isOpen = false
    } else lines.push(line)
  }
  if (isOpen) lines.push({ text: '````', number: lines.at(-1)?.number ?? 1 })
  page.lines = lines
  if (page.context.generator !== 'jekyll' || !lines.some(({ text }) => text.includes('raw'))) return
  const shown = page.findCode()
  page.lines = lines.flatMap((line, index) => (shown[index] && fillsCode(page) ? dropRawTags([line]) : [line]))
}

/** Removes tags that choose between texts, or write nothing. */
function dropTags(text: string, page: SourceLines, line: number): string {
  return text.replace(/(?<!\{)\{%-?\s*(\w+)[^%]*%\}/g, (whole, tag: string) => {
    if (!branches.test(tag) && !silent.test(tag)) return whole
    if (/^(?:if|unless|case)$/.test(tag)) page.addLeftOut(`The condition "{% ${tag} %}", not its text,`, line)
    else if (silent.test(tag)) page.addLeftOut(`The tag "{% ${tag} %}"`, line)
    return ''
  })
}

/** Turns loops into fences: their text is a template. */
function rewriteLoops(page: SourceLines): void {
  const code = page.findCode()
  const lines: SourceLine[] = []
  let depth = 0
  let isList = false
  let mayClose = false
  for (const [index, line] of page.lines.entries()) {
    const starts = code[index] ? 0 : (line.text.match(/\{%-?\s*(?:for|tablerow)\s/g)?.length ?? 0)
    const ends = line.text.match(/\{%-?\s*end(?:for|tablerow)\s*-?%\}/g)?.length ?? 0
    if (depth === 0 && starts > 0) {
      page.addUnknown('A loop ("{% for %}")', line.number)
      // The tags of a list around it belong to the template.
      const list = /^\s*<[uo]l(?:\s[^<>]*)?>\s*$/.test(lines.at(-1)?.text ?? '') ? lines.splice(-1) : []
      isList = list.length > 0
      lines.push({ ...line, text: '' }, { ...line, text: '````text' }, ...list)
    }
    if (mayClose && /^\s*<\/[uo]l>\s*$/.test(line.text)) lines.splice(-2, 0, line)
    else lines.push(line)
    mayClose = depth + starts > 0 && depth + starts - ends <= 0
    if (mayClose) lines.push({ ...line, text: '````' }, { ...line, text: '' })
    mayClose &&= isList
    depth = Math.max(0, depth + starts - ends)
  }
  if (depth > 0) lines.push({ text: '````', number: lines.at(-1)?.number ?? 1 })
  page.lines = lines
}

/** Turns `{% include note.html content="…" %}` into the notice that its file would write. */
function rewriteNotices(page: SourceLines): void {
  const code = page.findCode()
  page.lines = page.lines.flatMap((line, index) => {
    const [, indent = '', kind = '', given = ''] =
      (!code[index] &&
        /^(\s*)\{%-?\s*include\s+(?:[\w-]+\/)*([\w-]+)\.(?:html|md)\s+(.*?)\s*-?%\}\s*$/.exec(line.text)) ||
      []
    const { content, text = content, title, type } = readAttributes(given)
    const name = type && /^(?:alert|callout|notice)$/.test(kind) ? type : kind
    if (!text || !isNotice(name)) return [line]
    const { element, attributes } = toNotice(name, title)
    return writeElement(element, attributes, [{ ...line, text: indent + text }], { indent, number: line.number })
  })
}
