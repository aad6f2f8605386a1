import type { Root } from 'mdast'
import { visit } from '../visit-nodes'
import { findInvisible } from '../../invisible-characters'
import { placeOf } from '../body/markdown'
import type { Finding } from '../portal'

/** Reports the first invisible character of each line. */
export function checkCharacters(text: string): Finding[] {
  if (!findInvisible(text, 'several lines')) return []
  const findings: Finding[] = []
  for (const [index, line] of text.split('\n').entries()) {
    const found = findInvisible(line, 'several lines')
    if (found)
      findings.push({
        line: index + 1,
        column: found.index + 1,
        rule: 'hidden-character',
        message: `There is ${found.name} here. Remove it.`,
      })
    if (findings.length === 20) break
  }
  return findings
}

/** Reports invisible characters written as entities (`&#x202e;`, `&ZeroWidthSpace;`), which only the parsed page shows. */
export function checkEntities(tree: Root, source: string): Finding[] {
  const findings: Finding[] = []
  visit(tree, (node) => {
    const written = source.slice(node.position?.start.offset, node.position?.end.offset)
    const { value, alt, title } = node as { value?: unknown; alt?: unknown; title?: unknown }
    const attributes = 'attributes' in node ? node.attributes.map((attribute) => attribute.value) : []
    for (const text of [value, alt, title, ...attributes]) {
      const found = typeof text === 'string' ? findInvisible(text, 'several lines') : null
      if (!found || findInvisible(written, 'several lines')) continue
      const entity = /&(#|Zero|[a-zA-Z])/.exec(written)?.index ?? 0
      const lines = written.slice(0, entity).split('\n')
      const start = placeOf(node)
      const place =
        lines.length > 1
          ? { line: start.line + lines.length - 1, column: (lines.at(-1)?.length ?? 0) + 1 }
          : { line: start.line, column: start.column + entity }
      findings.push({
        ...place,
        rule: 'hidden-character',
        message: `This entity is ${found.name}. Remove it.`,
      })
    }
  })
  return findings
}
