import { findNotice, toNotice } from './notices'
import { replaceOutsideSpans, writeElement, type SourceLine, type SourceLines } from './source-lines'

/** An attribute list: `{: .note #id target="_blank"}`, or Python-Markdown's `{ .class }`. */
const list =
  /\{:?\s*((?:[.#][\w.+:-]+|data-[\w-]+(?!=)|[\w-]+=(?:"[^"]*"|'[^']*'|[^\s"'{}]+)|:?toc)(?:\s+(?:[.#][\w.+:-]+|data-[\w-]+(?!=)|[\w-]+=(?:"[^"]*"|'[^']*'|[^\s"'{}]+)|:?toc))*)\s*\}/
const onItsOwn = new RegExp(`^([ \\t>]*)${list.source}[ \\t]*$`)
const atEnd = new RegExp(`\\s*${list.source}\\s*$`)
const behind = new RegExp(`(?<=[)\\]>*_~\`])${list.source}`, 'g')

/** Rewrites attribute lists: an id moves to its heading, a notice class becomes a notice, the rest is removed. */
export function rewriteAttributeLists(page: SourceLines): void {
  if (!page.lines.some(({ text }) => text.includes('{'))) return
  takeOwnLines(page)
  if (page.lines.some(({ text }) => text.includes('{::'))) dropExtensions(page)
  page.mapProse((text) => {
    if (/^ {0,3}#{1,6}\s/.test(text)) return text.replace(atEnd, (_all, inner: string) => addId(inner))
    return replaceOutsideSpans(text, behind, ([, inner = '']) => addId(inner).trim())
  })
}

/** Removes comments, and what tells kramdown how to read text: `{::comment}`, `{::options … /}`, `{::nomarkdown}`. */
function dropExtensions(page: SourceLines): void {
  const mayEnd = page.lines.some(({ text }) => /\{:\/(?:comment)?\}/.test(text))
  let isComment = false
  page.mapProse((text) => {
    if (isComment) {
      const [end = ''] = /^.*?\{:\/(?:comment)?\}/.exec(text) ?? []
      isComment = !end
      return text.slice(end.length).trim() && end ? text.slice(end.length) : null
    }
    const plain = replaceOutsideSpans(
      text.replace(/\{::comment\}.*?\{:\/(?:comment)?\}/g, ''),
      /\{::(?:options|nomarkdown)(?:\s[^{}]*)?\}|\{:\/(?:nomarkdown)?\}/g,
      () => '',
    )
    isComment = mayEnd && /^\s*\{::comment\}/.test(plain)
    const kept = isComment ? '' : plain
    return kept === text || kept.trim() ? kept : null
  })
}

/** Writes an id as an anchor, so that links to it can be resolved. */
function addId(attributes: string): string {
  const [, short, long] = /#([\w.+:-]+)|\bid=["']([^"']+)/.exec(attributes) ?? []
  const id = short ?? long
  return id ? ` <a id="${id}"></a>` : ''
}

/** Applies attribute lists that have a line of their own. */
function takeOwnLines(page: SourceLines): void {
  const code = page.findCode()
  const lines: SourceLine[] = []
  for (let at = 0; at < page.lines.length; at++) {
    const line = page.lines[at] as SourceLine
    const [, indent = '', inner = ''] = (!code[at] && onItsOwn.exec(line.text)) || []
    if (!inner) {
      lines.push(line)
      continue
    }
    const before = lines.at(-1)
    if (/(^|\s):?toc(\s|$)/.test(inner)) {
      // The list item that the table of contents would replace.
      if (before && /^\s*(?:[-*+]|\d+\.)\s+\S/.test(before.text)) lines.pop()
      page.notes.push('The table of contents is left out: the portal has its own.')
      continue
    }
    if (before && /^ {0,3}#{1,6}\s/.test(before.text)) {
      before.text += addId(inner)
      continue
    }
    const kind = findNotice([...inner.matchAll(/\.([\w-]+)/g)].map(([, name = '']) => name))
    if (!kind) continue
    const { element, attributes } = toNotice(kind)
    // The list is before its paragraph, or after it.
    const next = page.lines[at + 1]
    if (next?.text.trim() && !before?.text.trim()) {
      let end = at + 1
      while (end < page.lines.length && page.lines[end]?.text.trim()) end++
      lines.push(
        ...writeElement(element, attributes, unquote(page.lines.slice(at + 1, end)), { indent, number: line.number }),
      )
      at = end - 1
    } else if (before?.text.trim()) {
      const start = lines.findLastIndex(({ text }) => !text.trim()) + 1
      const block = lines.splice(start)
      lines.push(...writeElement(element, attributes, unquote(block), { indent: '', number: line.number }))
    }
  }
  page.lines = lines
}

/** Removes the ">" of a quotation that is a notice. */
function unquote(lines: SourceLine[]): SourceLine[] {
  return lines.every(({ text }) => /^\s*>/.test(text))
    ? lines.map(({ text, number }) => ({ text: text.replace(/^\s*> ?/, ''), number }))
    : lines
}
