import type { Element, ElementContent, Root } from 'hast'
import { SKIP, visit } from 'unist-util-visit'
import { slugOfAddress } from '@/lib/content'
import type { LinkStates } from '@/lib/links'

/**
 * Makes the links of a body's prose what the page shows: topics by their address, other sites without being
 * told where a reader comes from. One that may no longer be what it was is text until an editor has looked
 * at it, and so is an address with a scheme of its own, such as "javascript:". A link's title names what it
 * leads to elsewhere; here it would be read out behind the link's words.
 */
export function settleLinks(linkStates: LinkStates): (tree: Root) => void {
  return (tree) =>
    visit(tree, 'element', (node: Element, index, parent) => {
      if (node.tagName !== 'a') return
      delete node.properties.title
      const href = String(node.properties.href ?? '')
      const [address = '', anchor] = href.split('#')
      const slug = slugOfAddress(address)
      if (slug) node.properties.href = `/${slug}${anchor ? `#${anchor}` : ''}`
      else if (linkStates.get(href)?.verdict === 'suspect' || !/^(https?:|mailto:|[/#])/i.test(href)) {
        parent?.children.splice(index ?? 0, 1, ...(node.children as ElementContent[]))
        return [SKIP, index]
      } else if (/^https?:/i.test(href)) node.properties.rel = ['noopener', 'noreferrer']
    })
}
