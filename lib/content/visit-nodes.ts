import type { Node } from 'unist'
import type { BuildVisitor } from 'unist-util-visit'
import type { BuildVisitor as BuildVisitorOfParents } from 'unist-util-visit-parents'

// `visit` of the packages unist-util-visit and -visit-parents, for all nodes or those of one type. Those make and name a
// function per node, which took a fifth of the time of reading a page: some thirty passes go over each tree.

/** Goes on with the children of the node, then with the next one. */
export const CONTINUE = true
/** Ends the visit. */
export const EXIT = false
/** Goes on without the children of the node. */
export const SKIP = 'skip'

interface TreeNode extends Node {
  children?: TreeNode[]
}
type See = (node: TreeNode, ...where: unknown[]) => unknown

interface Visit {
  <Tree extends Node>(tree: Tree, visitor: BuildVisitor<Tree>): void
  <Tree extends Node, Type extends string>(tree: Tree, type: Type, visitor: BuildVisitor<Tree, Type>): void
}
interface VisitParents {
  <Tree extends Node>(tree: Tree, visitor: BuildVisitorOfParents<Tree>): void
  <Tree extends Node, Type extends string>(tree: Tree, type: Type, visitor: BuildVisitorOfParents<Tree, Type>): void
}

/**
 * Visits the nodes of a tree with their index and parent, parents first. A visitor may change the tree, and return
 * `CONTINUE`, `EXIT`, `SKIP`, the index of the node to go on with, or `[SKIP, index]`.
 */
export const visit = ((tree: TreeNode, ...[type, see]: [string, See] | [See]) => {
  if (typeof type === 'string') descend(tree, type, see!)
  else descend(tree, undefined, type)
}) as unknown as Visit

/** Visits the nodes of a tree in the same way, with their ancestors instead, outermost first. */
export const visitParents = ((tree: TreeNode, ...[type, see]: [string, See] | [See]) => {
  if (typeof type === 'string') descend(tree, type, see!, [])
  else descend(tree, undefined, type, [])
}) as unknown as VisitParents

/** Returns EXIT, the index to go on with, or something else. */
function descend(
  node: TreeNode,
  type: string | undefined,
  see: See,
  ancestors?: TreeNode[],
  at?: number,
  parent?: TreeNode,
): unknown {
  let result: unknown
  if (type === undefined || node.type === type) result = ancestors ? see(node, ancestors) : see(node, at, parent)
  const action: unknown = Array.isArray(result) ? result[0] : result
  const next: unknown = Array.isArray(result) ? result[1] : result
  if (action === EXIT) return EXIT
  if (!node.children || action === SKIP) return next
  const path = ancestors && [...ancestors, node]
  for (let index = 0; index < node.children.length;) {
    const found = descend(node.children[index]!, type, see, path, index, node)
    if (found === EXIT) return EXIT
    index = typeof found === 'number' ? found : index + 1
  }
  return next
}
