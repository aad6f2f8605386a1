import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { getAttribute, isElement, isOutside, ownId } from './links'
import { authorElements, placeOf } from './markdown'
import type { Problem } from './portal'

/** Content is text: expressions, imports and elements other than the authors' own are refused aloud. */
export function checkBody(tree: Root, report: (problem: Omit<Problem, 'file'>) => void): void {
  visit(tree, (node) => {
    const at = placeOf(node)
    if (node.type === 'mdxjsEsm') report({ ...at, rule: 'javascript', message: 'A page can\'t hold "import" or "export". Begin the line with another word.' })
    if (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression')
      report({ ...at, rule: 'javascript', message: 'A page can\'t hold JavaScript in braces. Write "\\{" for a brace in text.' })
    if (node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') return
    if (!node.name || !authorElements.has(node.name))
      report({ ...at, rule: 'element', message: `<${node.name ?? ''}> can't be used on a page. Write Markdown, or one of ${[...authorElements].map((name) => `<${name}>`).join(', ')}.` })
    if (node.attributes.some((each) => each.type !== 'mdxJsxAttribute' || (each.value && typeof each.value === 'object')))
      report({ ...at, rule: 'javascript', message: 'An attribute must be plain text in quotes.' })
    if (!isElement(node, 'Resource')) return
    const [href, id] = [getAttribute(node, 'href'), getAttribute(node, 'id')]
    if (!href || !isOutside(href)) report({ ...at, rule: 'element', message: 'A <Resource> needs the address of another site: href="https://…".' })
    if (id !== undefined && !ownId.test(id)) report({ ...at, rule: 'element', message: 'The id of a <Resource> must be 1 to 64 lower-case letters, digits or hyphens.' })
  })
}
