import type { Element, ElementContent, Root } from 'hast'
import { SKIP, visit } from 'unist-util-visit'
import { slugOfAddress } from '@/lib/content'
import type { LinkStates } from '@/lib/links'

/**
 * Returns a rehype plugin that rewrites the links in a body's prose:
 * - links to topics get the topic's address, links to other sites `noopener noreferrer`;
 * - suspect links and unknown schemes such as "javascript:" become text;
 * - titles go, as screen readers would read them out after the link's words.
 */
export function rewriteLinks(linkStates: LinkStates): (tree: Root) => void {
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
