import type { Element, Root } from 'hast'
import { raw } from 'hast-util-raw'

/** Rewrites a tag as browsers read it into one that CommonMark reads the same; null if it is no tag. */
export function fromHtmlTag(text: string): string | null {
  if (text.startsWith('</')) return text.replace(/^<\/([a-z][a-z0-9]*)[^>]*>$/i, '</$1>')
  const element = parseFragment(text).children.find((node): node is Element => node.type === 'element')
  if (!element) return null
  const attributes = Object.entries(element.properties)
    .filter(([name]) => /^(href|src|alt|title|id|name|colSpan|rowSpan)$/.test(name))
    .map(
      ([name, value]) =>
        ` ${name.toLowerCase()}="${String(value).replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\s+/g, ' ')}"`,
    )
  return `<${element.tagName}${attributes.join('')}>`
}

/** Parses a fragment of HTML as browsers do. */
export function parseFragment(html: string): Root {
  return raw({ type: 'root', children: [{ type: 'raw', value: html }] }) as Root
}
