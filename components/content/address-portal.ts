import type { Element, Root } from 'hast'
import { visit } from 'unist-util-visit'
import { toAddress } from '@/lib/base-path'

const attributes = ['href', 'src', 'srcSet']

/** Makes addresses of the links and pictures that authors write from the slash on, wherever the portal is served. */
export function addressPortal(): (tree: Root) => void {
  return (tree) =>
    visit(tree, 'element', ({ properties }: Element) => {
      for (const name of attributes) {
        const value = properties[name]
        if (typeof value === 'string') properties[name] = toAddress(value)
      }
    })
}
