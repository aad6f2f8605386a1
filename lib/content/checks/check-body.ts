import type { Root } from 'mdast'
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx'
import { visit } from '../visit-nodes'
import { checkElements } from '../body/elements'
import { getAttribute, isElement, isOutside, ownId } from '../body/links'
import { authorElements, explainModuleLine, placeOf, toText } from '../body/markdown'
import { resourceKinds, type Finding } from '../portal'
import { parseTitle } from '../body/resource-title'

/** Reports expressions, imports and unknown elements: content is text, not code. */
export function checkBody(tree: Root, report: (problem: Finding) => void): void {
  let depth = 1
  visit(tree, (node) => {
    const at = placeOf(node)
    if (node.type === 'mdxjsEsm')
      report({ ...at, rule: 'javascript', message: explainModuleLine(/^\w+/.exec(node.value)?.[0] ?? 'import') })
    if (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression')
      report({
        ...at,
        rule: 'javascript',
        message: 'A page can\'t hold JavaScript in braces. Write "\\{" for a brace in text.',
      })
    if (node.type === 'heading') {
      const message = findHeadingFault(node.depth, depth, toText(node))
      if (message) report({ ...at, rule: 'heading', message })
      depth = node.depth
    }
    if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') checkElement(node, report)
  })
  checkElements(tree, report)
}

function findHeadingFault(depth: number, previous: number, text: string): string | undefined {
  if (depth === 1)
    return 'The title in the front matter is the page\'s own heading. Begin headings in the text with "##".'
  if (depth > previous + 1)
    return `A level is skipped here. Write "${'#'.repeat(previous + 1)}" instead of "${'#'.repeat(depth)}".`
  return text.trim() ? undefined : 'The heading has no words. Write some, or remove it.'
}

function checkElement(node: MdxJsxFlowElement | MdxJsxTextElement, report: (problem: Finding) => void): void {
  const at = placeOf(node)
  const own = node.name !== null && authorElements.has(node.name)
  if (!own)
    report({
      ...at,
      rule: 'element',
      message: `<${node.name ?? ''}> can't be used on a page. Write Markdown, or one of ${[...authorElements.keys()].map((name) => `<${name}>`).join(', ')}.`,
    })
  if (node.attributes.some((each) => each.type !== 'mdxJsxAttribute' || (each.value && typeof each.value === 'object')))
    report({ ...at, rule: 'javascript', message: 'An attribute must be plain text in quotes.' })
  if (own) checkAttributes(node, report)
  if (!isElement(node, 'Resource') && !isElement(node, 'Mention')) return

  const [href, id, kind] = [getAttribute(node, 'href'), getAttribute(node, 'id'), getAttribute(node, 'kind')]
  if (isElement(node, 'Resource') ? !href || !isOutside(href) : !href)
    report({ ...at, rule: 'element', message: `A <${node.name}> needs the address of another site: href="https://…".` })
  if (id !== undefined && !ownId.test(id))
    report({
      ...at,
      rule: 'element',
      message: 'The id of a <Resource> must be 1 to 64 lower-case letters, digits or hyphens.',
    })
  if (kind !== undefined && !resourceKinds.some((each) => each === kind))
    report({ ...at, rule: 'element', message: 'The kind of a <Resource> is "tutorial", "tool" or "reference".' })
  if (
    kind !== undefined &&
    kind !== 'reference' &&
    parseTitle(getAttribute(node, 'title') ?? '').medium === 'reference'
  )
    report({
      ...at,
      rule: 'element',
      message: `Its title says [reference] and its kind "${kind}". Keep one of the two.`,
    })
  if (!toText(node).trim())
    report({ ...at, rule: 'element', message: `A <${node.name}> needs words between its tags.` })
}

function checkAttributes(node: MdxJsxFlowElement | MdxJsxTextElement, report: (problem: Finding) => void): void {
  const known = authorElements.get(node.name ?? '') ?? new Set()
  const seen = new Set<string>()
  for (const attribute of node.attributes) {
    if (attribute.type !== 'mdxJsxAttribute') continue
    const { name } = attribute
    const complain = (message: string) =>
      report({ ...placeOf(attribute.position ? attribute : node), rule: 'attribute', message })
    if (/^on/i.test(name)) complain(`"${name}" would run a program. Remove it.`)
    else if (!known.has(name))
      complain(`<${node.name}> has no "${name}". It takes ${[...known].join(', ') || 'no attributes'}.`)
    else if (seen.has(name)) complain(`"${name}" is set twice. Remove one of them.`)
    else if (attribute.value === null) complain(`"${name}" has no value. Write ${name}="…".`)
    seen.add(name)
  }
}
