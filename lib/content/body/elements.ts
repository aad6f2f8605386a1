import type { Parents, PhrasingContent, Root, RootContent } from 'mdast'
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx'
import { SKIP, visit, visitParents } from '../visit-nodes'
import { getAttribute, isElement } from './links'
import { authorElements, placeOf } from './markdown'
import type { Problem } from '../portal'

type JsxElement = MdxJsxFlowElement | MdxJsxTextElement

/** Elements that hold paragraphs and therefore can't be inside one. */
const blocks = new Set(['Note', 'Warning', 'Tabs', 'Tab', 'Checkpoint'])
const phrasing = new Set([
  'text',
  'emphasis',
  'strong',
  'delete',
  'inlineCode',
  'break',
  'link',
  'linkReference',
  'image',
  'imageReference',
  'footnoteReference',
  'mdxJsxTextElement',
])

/** Reports authors' elements that are misplaced or incomplete. */
export function checkElements(tree: Root, report: (problem: Omit<Problem, 'file'>) => void): void {
  visitParents(tree, (node, ancestors) => {
    if (!isJsx(node) || !node.name || !blocks.has(node.name)) return
    const at = { ...placeOf(node), rule: 'element' }
    const parent = ancestors.at(-1) ?? tree
    // The parser puts elements on a line of their own into a paragraph; they are blocks all the same.
    const holder = holdsOnlyElements(parent) ? ancestors.at(-2) : parent
    const standsAlone =
      node.type === 'mdxJsxFlowElement' || holder !== parent || (node.name === 'Tab' && isElement(parent, 'Tabs'))
    if (!standsAlone)
      report({
        ...at,
        message: `A <${node.name}> can't be inside a sentence. Put it on lines of its own, with an empty line before and after it.`,
      })
    if (node.name === 'Tab' && !(holder && isElement(holder, 'Tabs')))
      report({ ...at, message: 'A <Tab> must be inside <Tabs> … </Tabs>.' })
    if (node.name === 'Tab' && !getAttribute(node, 'name')?.trim())
      report({ ...at, message: 'A <Tab> needs a name: <Tab name="Windows">.' })
    if (node.name === 'Checkpoint') {
      const message = findCheckpointFault(node)
      if (message) report({ ...at, message })
    }
    if (node.name === 'Tabs' && !getTabs(node).length)
      report({ ...at, message: '<Tabs> must contain a <Tab name="…"> for each alternative.' })
    if (node.name === 'Tabs' && getContents(node).some((child) => !isElement(child, 'Tab')))
      report({
        ...at,
        message: 'Between <Tabs> and </Tabs> there can only be <Tab name="…">. Put the rest before or after it.',
      })
  })
}

function findCheckpointFault(node: JsxElement): string | null {
  const question = getAttribute(node, 'question')?.trim() ?? ''
  if (!question) return 'A <Checkpoint> needs its question: <Checkpoint question="What does a scrape fetch?">.'
  if ((question.split('`').length - 1) % 2 === 1) return 'A backtick in the question opens code that nothing closes.'
  return getContents(node).every(isSpace) ? 'A <Checkpoint> needs its answer between its tags.' : null
}

/**
 * Brings the authors' elements into the shape that their components expect: blocks hold blocks, inline elements
 * are in paragraphs, and unknown attributes are dropped. Tabs get the name of their group, and the first one is open.
 * A misplaced element is replaced by its contents.
 */
export function arrangeElements(tree: Root): void {
  let groups = 0
  visit(tree, (node, index, parent) => {
    if (!isJsx(node) || !node.name || !parent || index === undefined) return
    if (!authorElements.has(node.name)) return
    // Tabs are handled with their group, which is visited first.
    if (node.name !== 'Tab' || !isElement(parent, 'Tabs')) keepAttributes(node)

    if (
      blocks.has(node.name) &&
      (node.type === 'mdxJsxTextElement' || (node.name === 'Tab' && !isElement(parent, 'Tabs')))
    ) {
      const contents = node.type === 'mdxJsxTextElement' ? node.children : toBlocks(node.children)
      parent.children.splice(index, 1, ...(contents as never[]))
      return [SKIP, index]
    }
    if (node.name === 'Kbd' && node.type === 'mdxJsxFlowElement') {
      parent.children[index] = paragraph([
        { ...node, type: 'mdxJsxTextElement', children: node.children.flatMap(toPhrasing) },
      ])
      return [SKIP, index + 1]
    }
    // The parser reads tabs on the line of their group as inline.
    if (node.name === 'Tabs') for (const tab of getTabs(node)) tab.type = 'mdxJsxFlowElement'
    if (node.type === 'mdxJsxFlowElement' && blocks.has(node.name))
      node.children = toBlocks(node.children) as MdxJsxFlowElement['children']
    if (node.name === 'Tabs') {
      const group = `tabs-${++groups}`
      getTabs(node).forEach((tab, place) => {
        keepAttributes(tab)
        tab.attributes.push({ type: 'mdxJsxAttribute', name: 'group', value: group })
        if (place === 0) tab.attributes.push({ type: 'mdxJsxAttribute', name: 'open', value: 'true' })
      })
    }
  })
}

/** Drops all attributes that are unknown or not plain text. */
function keepAttributes(element: JsxElement): void {
  const allowed = authorElements.get(element.name ?? '')
  element.attributes = element.attributes.filter(
    (each) => each.type === 'mdxJsxAttribute' && typeof each.value === 'string' && allowed?.has(each.name),
  )
}

function isJsx(node: { type: string }): node is JsxElement {
  return node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement'
}

function isSpace(node: RootContent): boolean {
  return node.type === 'text' && !node.value.trim()
}

function holdsOnlyElements(parent: Parents): boolean {
  return parent.type === 'paragraph' && parent.children.every((child) => isJsx(child) || isSpace(child))
}

/** Returns the contents of an element, written on one line or several. */
function getContents(element: JsxElement): RootContent[] {
  return (element.children as RootContent[])
    .flatMap((child) =>
      child.type === 'paragraph' && holdsOnlyElements(child) ? (child.children as RootContent[]) : [child],
    )
    .filter((child) => !isSpace(child))
}

function getTabs(element: JsxElement): JsxElement[] {
  return getContents(element).flatMap((child) => (isElement(child, 'Tab') ? [child] : []))
}

/** Wraps text between blocks in paragraphs. */
function toBlocks(children: RootContent[]): RootContent[] {
  const found: RootContent[] = []
  let words: PhrasingContent[] = []
  const close = () => {
    if (!words.every(isSpace)) found.push(paragraph(words))
    words = []
  }
  for (const child of children) {
    if (phrasing.has(child.type)) words.push(child as PhrasingContent)
    else {
      close()
      found.push(child)
    }
  }
  close()
  return found
}

function toPhrasing(node: RootContent): PhrasingContent[] {
  return node.type === 'paragraph' ? node.children : [node as PhrasingContent]
}

function paragraph(children: PhrasingContent[]): RootContent {
  return { type: 'paragraph', children }
}
