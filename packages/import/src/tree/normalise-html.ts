import type { Html, Link, Parents, Root, RootContent } from 'mdast'
import { visit } from '@/lib/content'
import { closedNames, droppedNames, htmlNames, tagPattern } from './html-names'
import { ConversionError } from '../conversion-error'

/**
 * Prepares a page's HTML for an HTML parser: text that is no tag is escaped, and unclosed tags are closed at the
 * end of their paragraph or block. Throws a ConversionError if a comment or script has no end.
 */
export function normaliseHtml(tree: Root, source: string): void {
  markBareLinks(tree, source)
  visit(tree, 'html', (html, index, parent) => {
    if (!parent || index === undefined) return
    if (!isPhrasingParent(parent)) refuseUnclosed(html)
    // Browsers hide <?php …?> and <!DOCTYPE …>; in prose they are text.
    if (/^<[?!](?!--)/.test(html.value)) parent.children[index] = literal(html.value, parent)
    else
      html.value = html.value.replace(tagPattern, (tag: string, _slash?: string, name?: string) =>
        name && !htmlNames.has(name.toLowerCase()) ? tag.replace(/</g, '&lt;') : tag,
      )
  })
  visit(tree, (node) => {
    if ('children' in node) closeTags(node)
  })
}

function literal(value: string, parent: Parents): RootContent {
  const text = { type: 'text' as const, value }
  return isPhrasingParent(parent) ? text : { type: 'paragraph', children: [text] }
}

function isPhrasingParent(parent: Parents): boolean {
  return !['root', 'blockquote', 'listItem', 'footnoteDefinition', 'list'].includes(parent.type)
}

function refuseUnclosed(html: Html): void {
  const line = html.position?.start.line ?? 1
  const [, name] = /^\s*<(script|style|pre|textarea)\b/i.exec(html.value) ?? []
  if (/^\s*<!--/.test(html.value) && !html.value.includes('-->'))
    throw new ConversionError(`The comment (<!--) in line ${line} has no end. Add "-->" after it.`, line)
  if (name && !new RegExp(`</${name}`, 'i').test(html.value))
    throw new ConversionError(`The <${name}> in line ${line} has no end. Add "</${name}>" after it.`, line)
}

/** Marks bare addresses, which are not resources, so that they stay distinct from written links. */
function markBareLinks(tree: Root, source: string): void {
  visit(tree, 'link', (link: Link) => {
    if (source[link.position?.start.offset ?? -1] !== '[') link.data = { ...link.data, bare: true } as Link['data']
  })
}

/** Closes the tags left open in one parent, and unwraps bare links inside HTML links. */
function closeTags(parent: Parents): void {
  const phrasing = isPhrasingParent(parent)
  if (phrasing) dropHidden(parent)
  const open: { name: string; at: number; bareTag: boolean }[] = []
  let anchor = false
  for (const [at, child] of parent.children.entries()) {
    if (anchor && child.type === 'link' && isBare(child))
      parent.children[at] = {
        type: 'text',
        value: child.children.map((each) => ('value' in each ? each.value : '')).join(''),
      }
    if (child.type !== 'html') continue
    for (const [, slash, tag = '', rest = ''] of child.value.matchAll(tagPattern)) {
      const name = tag.toLowerCase()
      if (!closedNames.has(name)) continue
      if (name === 'a') anchor = !slash
      const before = open.findLastIndex((each) => each.name === name)
      if (slash && before >= 0) open.splice(before, 1)
      else if (!slash && !rest.trimEnd().endsWith('/')) open.push({ name, at, bareTag: !rest.trim() })
    }
  }
  for (const { name, at, bareTag } of open.reverse()) {
    const child = parent.children[at]
    if (child?.type !== 'html') continue
    if (phrasing && droppedNames.has(name)) {
      // "the <script> tag" is a sentence about it; with attributes it is an unclosed tag.
      parent.children[at] = { type: 'text', value: bareTag ? child.value : '' }
    } else if (phrasing) parent.children.push({ type: 'html', value: `</${name}>` } as never)
    else child.value += `</${name}>`
  }
}

/** Removes text within a `<video>` or `<script>` in a sentence, which readers never saw. */
function dropHidden(parent: Parents): void {
  const children = parent.children as RootContent[]
  for (let at = 0; at < children.length; at++) {
    const [, name = '', rest = ''] = tagOf(children[at])
    if (!droppedNames.has(name) || rest.endsWith('/')) continue
    const end = children.findIndex((child, index) => index > at && tagOf(child)[0] === `/${name}`)
    if (end < 0) continue
    const between = children.slice(at + 1, end)
    // "between <style> and </style>" is a sentence about them.
    const words = between.map((child) => ('value' in child ? child.value : '')).join('')
    if (!rest && /^\s[\p{L}\s,]+$/u.test(words))
      for (const index of [at, end]) children[index] = { type: 'text', value: (children[index] as Html).value }
    else if (name === 'select' || name === 'textarea' || name === 'noscript' || name === 'datalist')
      children.splice(at, end - at + 1, ...between)
    else children.splice(at + 1, end - at - 1)
  }
}

/** Splits a tag into its name with the slash of a closing tag, its name alone, and the rest. */
function tagOf(node: RootContent | undefined): string[] {
  const [, slash = '', name = '', rest = ''] =
    node?.type === 'html' ? (/^<(\/?)([a-z][\w-]*)(?![\w-])([^]*)>$/i.exec(node.value) ?? []) : []
  return [slash + name.toLowerCase(), slash ? '' : name.toLowerCase(), rest.trim()]
}

/** Tells whether a link was a bare address in the source. */
export function isBare(link: Link): boolean {
  return (link.data as { bare?: boolean } | undefined)?.bare === true
}
