import type { Element, Root } from 'hast'
import { SKIP, visit } from '@/lib/content'

/** The end of the address of a picture that Material for MkDocs or GitHub shows on light or dark pages alone. */
const only = /#(?:only|gh)-(light|dark)(?:-mode-only)?$/

/** Removes the pictures for dark pages that stand next to their twins for light ones, and returns their number. */
export function dropDarkPictures(html: Root, notes: string[]): number {
  const pictures: Element[] = []
  visit(html, 'element', (node) => {
    if (node.tagName === 'img') pictures.push(node)
  })
  const kindOf = (picture?: Element) => only.exec(String(picture?.properties.src ?? ''))?.[1]
  const dropped = new Set(
    pictures.filter(
      (each, at) =>
        kindOf(each) === 'dark' && [pictures[at - 1], pictures[at + 1]].some((other) => kindOf(other) === 'light'),
    ),
  )
  if (!dropped.size) return 0
  visit(html, 'element', (node, index, parent) => {
    if (!dropped.has(node) || !parent || index === undefined) return
    parent.children.splice(index, 1)
    return [SKIP, index]
  })
  notes.push(
    `${dropped.size} ${dropped.size > 1 ? 'pictures' : 'picture'} for dark pages left out: the ${dropped.size > 1 ? 'twins' : 'twin'} for light ones ${dropped.size > 1 ? 'are' : 'is'} shown.`,
  )
  return dropped.size
}
