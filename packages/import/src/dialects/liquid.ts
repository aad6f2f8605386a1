import type { SourceLine, SourceLines } from './source-lines'

/** Rewrites Liquid of Jekyll: highlighted code, links and addresses. Other tags stay as text. */
export function rewriteLiquid(page: SourceLines): void {
  if (!page.lines.some(({ text }) => /\{%|\{\{/.test(text))) return
  rewriteCode(page)
  let comment = false
  let raw = false
  page.mapProse((text, line) => {
    if (raw) {
      const end = /\{%-?\s*endraw\s*-?%\}/.exec(text)
      if (!end) return text
      raw = false
      return text.replace(end[0], '')
    }
    if (comment) {
      if (!/\{%-?\s*endcomment\s*-?%\}/.test(text)) return null
      comment = false
      return text.replace(/^.*?\{%-?\s*endcomment\s*-?%\}/, '')
    }
    let plain = text
      .replace(/\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}/g, '')
      .replace(/\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}/g, (_all, inner: string) =>
        inner.replace(/\{([{%])/g, '{\u0001$1'),
      )
      .replace(/\{%-?\s*link\s+([^%]+?)\s*-?%\}/g, (_all, file: string) => `/${file.replace(/^\/+/, '')}`)
      .replace(/\{%-?\s*post_url\s+([^%]+?)\s*-?%\}/g, (_all, post: string) => `/${post.replace(/^\/+/, '')}`)
      .replace(/\{\{-?\s*site\.(?:baseurl|url|github\.url)\s*-?\}\}/g, '')
      .replace(
        /\{\{-?\s*["']([^"']*)["']\s*\|\s*(?:relative_url|absolute_url|prepend:\s*site\.baseurl)[^}]*\}\}/g,
        '$1',
      )
    if (/\{%-?\s*comment\s*-?%\}/.test(plain)) {
      comment = true
      plain = plain.replace(/\{%-?\s*comment\s*-?%\}.*$/, '')
    }
    if (/\{%-?\s*raw\s*-?%\}/.test(plain)) {
      raw = true
      plain = plain.replace(/\{%-?\s*raw\s*-?%\}/, '')
    }
    for (const [, tag = ''] of plain.matchAll(/(?<!\{)\{%-?\s*(\w+)[^%]*%\}/g))
      if (!tag.startsWith('end')) page.addUnknown(`The tag "{% ${tag} %}"`, line)
    for (const [, name = ''] of plain.matchAll(/\{\{-?\s*((?:site|page|layout|include|content)[\w.[\]"'-]*)[^}]*\}\}/g))
      page.addUnknown(`"{{ ${name} }}"`, line)
    return plain.replace(/\u0001/g, '')
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
}
