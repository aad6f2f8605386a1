import type { Element, Root } from 'hast'
import { raw } from 'hast-util-raw'

/** A tag as a browser reads it, written so that CommonMark reads the same; null where it is none. */
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

/** A piece of HTML as a browser reads it. */
export function parseFragment(html: string): Root {
  return raw({ type: 'root', children: [{ type: 'raw', value: html }] }) as Root
}
