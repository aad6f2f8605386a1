import type { Heading, PhrasingContent, Root } from 'mdast'
import { EXIT, visit } from '../visit-nodes'
import { isElement } from './links'

/** Ids that the page around a body uses. No heading may get one of them. */
export const pageAnchors = [
  'main',
  'contents',
  'in-this-chapter',
  'on-this-page',
  'page-data',
  'problems',
  'shortcut-switch',
  'shortcuts',
  'sidebar-contents',
  'top',
  'footnote-label',
]

/**
 * Makes each heading with an anchor a link to itself, so that readers can copy its address. Skips headings
 * that contain a link, since links can't be nested.
 */
export function linkHeadings(tree: Root): void {
  visit(tree, 'heading', (heading: Heading) => {
    const id = (heading.data as { hProperties?: { id?: string } } | undefined)?.hProperties?.id
    if (!id || heading.children.length === 0 || holdsLink(heading)) return
    heading.children = [
      { type: 'link', url: `#${id}`, children: heading.children as never[] } satisfies PhrasingContent,
    ]
  })
}

function holdsLink(heading: Heading): boolean {
  let found = false
  visit(heading, (node) => {
    if (!['link', 'linkReference', 'footnoteReference'].includes(node.type) && !isElement(node, 'ResourceLink')) return
    found = true
    return EXIT
  })
  return found
}
