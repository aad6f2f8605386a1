import type { Element } from 'xast'
import { toXml } from 'xast-util-to-xml'

/** Writes an element as an XML document. */
export function writeXml(element: Element): string {
  const declaration = { type: 'instruction' as const, name: 'xml', value: 'version="1.0" encoding="utf-8"' }
  const text = toXml({ type: 'root', children: [declaration, element] }, { closeEmptyElements: true, tightClose: true })
  // XML forbids this in words, and the library lets it stand. There is no section here that it could end.
  return text.replaceAll(']]>', ']]&gt;')
}
