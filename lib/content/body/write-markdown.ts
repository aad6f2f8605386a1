import type { Link, PhrasingContent, Root, RootContent } from 'mdast'
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx'
import remarkGfm from 'remark-gfm'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'
import { SKIP, visit } from '../visit-nodes'
import { dropCheckboxes, dropForeignElements } from './annotate'
import { dropRun } from './code-info'
import { arrangeElements } from './elements'
import { getAttribute } from './links'
import { parseBody, toText } from './markdown'
import type { Topic } from '../portal'
import { dropUnsafeAddresses } from './safe-addresses'

const writer = unified()
  .use(remarkGfm)
  .use(remarkStringify, { bullet: '-', emphasis: '*', rule: '-', listItemIndent: 'one' })

type JsxElement = MdxJsxFlowElement | MdxJsxTextElement

/**
 * Returns a topic as plain Markdown: title, meta sentence and body, with absolute addresses and the authors'
 * elements in Markdown. `base` is the portal's address. A link for which `isWithheld` is true is replaced by its words
 * and a note.
 */
export function writeMarkdown(
  topic: Topic,
  base: string,
  isWithheld: (address: string) => boolean = () => false,
): string {
  const { tree } = topic.source === null ? { tree: null } : parseBody(topic.source)
  const body: Root = tree ?? {
    type: 'root',
    children: [paragraph([{ type: 'text', value: 'This page has an error and can’t be shown at the moment.' }])],
  }
  dropForeignElements(body)
  dropUnsafeAddresses(body)
  arrangeElements(body)
  dropCheckboxes(body)
  replaceElements(body)
  withhold(body, isWithheld)
  visit(body, (node) => {
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition')
      node.url = toAbsolute(node.url, `${base}/${topic.slug}`, base)
    if (node.type === 'code') node.meta = dropRun(node.meta)
  })
  return writer.stringify({
    type: 'root',
    children: [
      { type: 'heading', depth: 1, children: [{ type: 'text', value: topic.title }] },
      paragraph([{ type: 'text', value: topic.meta }]),
      ...body.children,
    ],
  })
}

function withhold(tree: Root, isWithheld: (address: string) => boolean): void {
  const named = new Set<string>()
  visit(tree, 'definition', (node, index, parent) => {
    if (!isWithheld(node.url) || !parent || index === undefined) return
    named.add(node.identifier)
    parent.children.splice(index, 1)
    return [SKIP, index]
  })
  visit(tree, (node, index, parent) => {
    if (
      !parent ||
      index === undefined ||
      !(node.type === 'link' ? isWithheld(node.url) : node.type === 'linkReference' && named.has(node.identifier))
    )
      return
    parent.children.splice(index, 1, ...(node as Link).children, {
      type: 'text',
      value: ' (link disabled: this site may have changed hands)',
    })
    return [SKIP, index]
  })
}

/** Returns an absolute address. Removes `.html` from addresses of the portal's pages. */
function toAbsolute(url: string, page: string, base: string): string {
  if (url.startsWith('#')) return page + url
  return url.startsWith('/') ? base + url.replace(/^(\/[a-z0-9-]+)\.html(?=$|[?#])/, '$1') : url
}

function replaceElements(tree: Root): void {
  visit(tree, (node, index, parent) => {
    if (!parent || index === undefined) return
    if (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression' || node.type === 'mdxjsEsm') {
      parent.children.splice(index, 1)
      return [SKIP, index]
    }
    if (node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') return
    const replacement = toMarkdown(node)
    parent.children.splice(
      index,
      1,
      ...((node.type === 'mdxJsxFlowElement' ? replacement.map(toBlock) : replacement) as never[]),
    )
    // Visit the replacement too, which may contain other elements.
    return [SKIP, index]
  })
}

function toMarkdown(element: JsxElement): RootContent[] {
  const children = element.children as RootContent[]
  const title = (words: string): RootContent =>
    paragraph([{ type: 'strong', children: [{ type: 'text', value: words }] }])
  switch (element.name) {
    case 'Resource':
    case 'Mention':
      return [
        {
          type: 'link',
          url: getAttribute(element, 'href') ?? '',
          title: getAttribute(element, 'title') || null,
          children: children.flatMap(toPhrasing) as never,
        },
      ]
    case 'Kbd':
      return [{ type: 'inlineCode', value: children.map((child) => toText(child)).join('') }]
    case 'Note':
    case 'Warning':
      return [
        {
          type: 'blockquote',
          children: [
            title([element.name, getAttribute(element, 'title')].filter(Boolean).join(': ')),
            ...children,
          ] as never,
        },
      ]
    case 'Checkpoint':
      return [title((getAttribute(element, 'question') ?? '').replaceAll('`', '')), ...children]
    case 'Tab':
      return [title(`${getAttribute(element, 'name') ?? ''}:`), ...children]
    default:
      return children
  }
}

function toPhrasing(node: RootContent): PhrasingContent[] {
  return node.type === 'paragraph' ? node.children : [node as PhrasingContent]
}

function toBlock(node: RootContent): RootContent {
  return node.type === 'link' || node.type === 'inlineCode' || node.type === 'text' ? paragraph([node]) : node
}

function paragraph(children: PhrasingContent[]): RootContent & { type: 'paragraph' } {
  return { type: 'paragraph', children }
}
