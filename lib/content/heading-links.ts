import type { Heading, PhrasingContent, Root } from 'mdast'
import { EXIT, visit } from 'unist-util-visit'
import { isElement } from './links'

/** The ids of the page around a topic's body that could be the anchor of a heading, so that no heading gets one of them. */
export const pageAnchors = [
  'main',
  'contents',
  'in-this-chapter',
  'on-this-page',
  'problems',
  'shortcut-switch',
  'shortcuts',
  'sidebar-contents',
  'footnote-label',
]

/**
 * Makes each heading that has an anchor a link to it, so that its address can be had from the page.
 * One that holds a link of its author's stays as it is, for a link can't stand within a link.
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
