import type { Element } from 'xast'
import { toXml } from 'xast-util-to-xml'

/** Writes an element as an XML document. */
export function writeXml(element: Element): string {
  const declaration = { type: 'instruction' as const, name: 'xml', value: 'version="1.0" encoding="utf-8"' }
  const text = toXml({ type: 'root', children: [declaration, element] }, { closeEmptyElements: true, tightClose: true })
  // XML forbids "]]>" in text, and the library does not escape it. Nothing here writes CDATA.
  return text.replaceAll(']]>', ']]&gt;')
}
