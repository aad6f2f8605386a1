import type { Element, Root } from 'hast'
import { visit } from 'unist-util-visit'
import { toAddress } from '@/lib/base-path'

const attributes = ['href', 'src', 'srcSet']

/** A rehype plugin that adds the portal's base path to links and pictures whose address starts with a slash. */
export function addressPortal(): (tree: Root) => void {
  return (tree) =>
    visit(tree, 'element', ({ properties }: Element) => {
      for (const name of attributes) {
        const value = properties[name]
        if (typeof value === 'string') properties[name] = toAddress(value)
      }
    })
}
