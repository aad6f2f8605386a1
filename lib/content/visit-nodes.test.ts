import fc from 'fast-check'
import { expect, it } from 'vitest'
import { visit as visitByPackage } from 'unist-util-visit'
import { visitParents as visitParentsByPackage } from 'unist-util-visit-parents'
import { CONTINUE, EXIT, SKIP, visit, visitParents } from './visit-nodes'

interface Tree {
  type: string
  name: number
  children?: Tree[]
}

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record(
    {
      type: fc.constantFrom('text', 'list', 'link'),
      name: fc.nat(),
      children: fc.array(tie('tree'), { maxLength: 4, depthIdentifier: 'tree' }),
    },
    { requiredKeys: ['type', 'name'] },
  ),
}))

const actions = [
  undefined,
  CONTINUE,
  EXIT,
  SKIP,
  [SKIP],
  'next',
  'skip to next',
  'remove',
  'unwrap',
  'replace children',
] as const
type Action = (typeof actions)[number]
const plan = fc.array(fc.constantFrom<Action[]>(undefined, undefined, undefined, ...actions), { maxLength: 20 })

/** Carries out an action on a node; returns what its visitor returns. */
function act(action: Action, node: Tree, index: number | undefined, parent: Tree | undefined) {
  if (action === 'replace children') node.children = [{ type: 'link', name: 0 }]
  if (typeof action !== 'string' || action === SKIP) return action
  if (index === undefined || !parent?.children) return undefined
  if (action === 'remove') parent.children.splice(index, 1)
  if (action === 'unwrap') parent.children.splice(index, 1, ...(node.children ?? []))
  return action === 'next' ? index + 1 : action === 'skip to next' ? [SKIP, index + 1] : [SKIP, index]
}

/** Returns what a visitor that follows a plan sees, and the tree it leaves. */
function follow(walk: typeof visit | typeof visitByPackage, given: Tree, type: string | undefined, steps: Action[]) {
  const [own, seen] = [structuredClone(given), [] as unknown[]]
  const see = (node: Tree, index: number | undefined, parent: Tree | undefined) => {
    seen.push([node.name, index, parent?.name])
    return act(steps[seen.length - 1], node, index, parent) as undefined
  }
  if (type === undefined) (walk as typeof visit)(own, see as never)
  else (walk as typeof visit)(own, type, see as never)
  return { own, seen }
}

function followParents(walk: typeof visitParents | typeof visitParentsByPackage, given: Tree, type?: string) {
  const seen: unknown[] = []
  const see = (node: Tree, ancestors: Tree[]) => {
    seen.push([node.name, ancestors.map(({ name }) => name)])
  }
  if (type === undefined) (walk as typeof visitParents)(given, see as never)
  else (walk as typeof visitParents)(given, type, see as never)
  return seen
}

it('trees are visited as the package visits them, whatever the visitor changes', () => {
  const type = fc.constantFrom(undefined, 'link', 'list')
  fc.assert(
    fc.property(tree, type, plan, (given, of, steps) => {
      expect(follow(visit, given, of, steps)).toEqual(follow(visitByPackage, given, of, steps))
      expect(followParents(visitParents, given, of)).toEqual(followParents(visitParentsByPackage, given, of))
    }),
    { numRuns: 500 },
  )
})
