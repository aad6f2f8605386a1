import type { Root } from 'mdast'
import type { Processor } from 'unified'
import { EXIT, SKIP, visit } from '../visit-nodes'

/** What every bare address has. */
const mark = /:\/\/|www\.|@/i

/**
 * A plugin for after `remarkGfm`: a parsed page is searched for the bare addresses that the parser missed (after a
 * bracket or quotation mark) only if it may hold one. That search takes a tenth of the time of parsing.
 */
export function spareSearch(this: Processor): void {
  for (const extension of (this.data().fromMarkdownExtensions ?? []).flat())
    extension.transforms = extension.transforms?.map(
      (search) => (tree) => (mayHoldAddress(tree) ? search(tree) : undefined),
    )
}

function mayHoldAddress(tree: Root): boolean {
  let found = false
  visit(tree, (node) => {
    if (node.type === 'link' || node.type === 'linkReference') return SKIP
    found ||= node.type === 'text' && mark.test(node.value)
    return found ? EXIT : undefined
  })
  return found
}
